//! What a deal is worth: whole numbers of a currency's hundredths, never a float.

pub mod typed;

use std::fmt;
use std::str::FromStr;

/// An amount of money in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    cents: i64,
    currency: Currency,
}

/// A currency by its three-letter code; the euro where none is named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency that a bare amount is taken to be in.
    pub const DEFAULT: Self = Self(*b"EUR");

    /// The currency of a three-letter code, in any case.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the constructor takes ASCII letters only")
    }

    /// The sign people write, or the code with a blank where there is none.
    #[must_use]
    pub fn sign(&self) -> String {
        match self.code() {
            "EUR" => "€".into(),
            "USD" => "$".into(),
            "GBP" => "£".into(),
            "JPY" => "¥".into(),
            other => format!("{other} "),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Money {
    /// The largest amount, in hundredths: ten thousand billion, so that sums over a book cannot overflow.
    pub const MOST: i64 = 1_000_000_000_000_000;

    /// An amount in hundredths of a currency, where it is not negative and not absurd.
    #[must_use]
    pub fn from_cents(cents: i64, currency: Currency) -> Option<Self> {
        (0..=Self::MOST).contains(&cents).then_some(Self { cents, currency })
    }

    /// The amount in hundredths.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.cents
    }

    /// The amount in whole units, halves rounded up.
    #[must_use]
    pub const fn whole(self) -> i64 {
        (self.cents + 50) / 100
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// `€480k`, `$1.2M`, `£950`: short enough for a column.
    #[must_use]
    pub fn short(self) -> String {
        let sign = self.currency.sign();
        let whole = self.whole();
        match whole {
            0..10_000 => format!("{sign}{whole}"),
            10_000..1_000_000 => format!("{sign}{}k", (whole + 500) / 1000),
            _ => {
                let tenths = (whole + 50_000) / 100_000;
                if tenths % 10 == 0 || tenths >= 1000 {
                    format!("{sign}{}M", tenths / 10)
                } else {
                    format!("{sign}{}.{}M", tenths / 10, tenths % 10)
                }
            }
        }
    }
}

impl fmt::Display for Money {
    /// `120000 EUR`, as it stands in a file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.cents % 100 == 0 {
            write!(f, "{} {}", self.cents / 100, self.currency.code())
        } else {
            write!(f, "{}.{:02} {}", self.cents / 100, self.cents % 100, self.currency.code())
        }
    }
}

impl FromStr for Money {
    type Err = String;

    /// Reads `120000 EUR` or `1234.50 USD`, as it stands in a file.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an amount: write it as \"120000 EUR\"");
        let (amount, code) = text.trim().split_once(' ').unwrap_or((text.trim(), "EUR"));
        let currency = Currency::of(code.trim()).ok_or_else(wrong)?;
        let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 14 || part.len() > 2 || !digits(whole) || !digits(part) {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let cents: i64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
        Self::from_cents(whole * 100 + cents, currency).ok_or_else(wrong)
    }
}
