//! Amounts of money as people type them: `120k`, `€1.2M`, `95.000 €`, `95 000,50 EUR`, `CHF 12'000`.
//!
//! Thousands are set apart by points, commas, blanks or apostrophes; the last point or comma begins the decimals. Three
//! digits after a single point or comma are thousands: `1.234` is 1234, unless a zero goes before it (`0.500M`). With
//! `k` or `M` behind it, `1.234k` could be either and is asked back.

use std::ops::Range;

use super::{Currency, Money};
use crate::domain::misread::{Misread, nearest};

/// Signs and words for currencies; the three-letter codes are read besides.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"), ("euro", "EUR"), ("euros", "EUR"), ("$", "USD"), ("us$", "USD"), ("dollar", "USD"), ("dollars", "USD"),
    ("£", "GBP"), ("pound", "GBP"), ("pounds", "GBP"), ("¥", "JPY"), ("yen", "JPY"), ("fr", "CHF"), ("sfr", "CHF"), ("franken", "CHF"),
    ("francs", "CHF"), ("a$", "AUD"), ("c$", "CAD"), ("₹", "INR"), ("zł", "PLN"), ("kč", "CZK"), ("₺", "TRY"), ("₩", "KRW"),
];

/// The codes of ISO 4217 in use.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";

/// Words for a power of ten.
#[rustfmt::skip]
const MAGNITUDES: &[(&str, u32)] = &[
    ("k", 3), ("tsd", 3), ("thousand", 3), ("grand", 3), ("m", 6), ("mn", 6), ("mio", 6), ("mil", 6), ("million", 6), ("millions", 6),
    ("millionen", 6), ("bn", 9), ("mrd", 9), ("billion", 9), ("milliarden", 9),
];

const EXAMPLES: &str = "type it as 120k, €1.2M, 95,000 USD or 95.000,50 EUR";

/// How much in an amount says that money is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sign {
    /// A number and nothing else: `120`.
    Bare,
    /// A number of thousands or millions: `120k`.
    Magnitude,
    /// A currency: `€120`.
    Currency,
}

/// The amount that a text says, in euros where no currency is named.
///
/// # Errors
/// When it is not understood, could be two amounts, is negative, too large, or finer than a hundredth.
pub fn parse(text: &str) -> Result<Money, Misread> {
    read(text).map(|(money, _)| money)
}

/// The amount that a text says, and what in it says that it is money.
///
/// # Errors
/// As [`parse`].
pub fn read(text: &str) -> Result<(Money, Sign), Misread> {
    let start = text.len() - text.trim_start().len();
    let typed = text.trim();
    let all = start..start + typed.len();
    if typed.is_empty() {
        return Err(Misread::new(all, "no amount is given", EXAMPLES));
    }
    let wrong = || Misread::new(all.clone(), format!("`{}` is not an amount", typed.escape_debug()), EXAMPLES);
    let is_figure = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (typed.find(is_figure), typed.rfind(is_figure)) else {
        return Err(wrong());
    };
    let (before, figures, after) =
        (typed[..first].trim().trim_start_matches(['~', '≈']), &typed[first..=last], &typed[last + 1..]);
    if before.contains(['-', '\u{2212}']) || (before.starts_with('(') && after.ends_with(')')) {
        let why = format!("`{typed}` is less than nothing");
        return Err(Misread::new(all, why, "give what the deal is worth, at least 0"));
    }
    let (mut power, mut currency) = (None, None);
    for word in words(before).chain(words(after)) {
        let plain = word.to_lowercase();
        let plain = plain.trim_end_matches(['.', ',', '-']);
        if let (None, Some((_, found))) = (power, MAGNITUDES.iter().find(|(name, _)| *name == plain)) {
            power = Some(*found);
        } else if let (None, Some(found)) = (currency, currency_of(word)) {
            currency = Some(found);
        } else if !plain.is_empty() {
            return Err(unknown(text, word, all));
        }
    }
    let sign = match (power, currency) {
        (_, Some(_)) => Sign::Currency,
        (Some(_), None) => Sign::Magnitude,
        (None, None) => Sign::Bare,
    };
    let currency = currency.unwrap_or(Currency::DEFAULT);
    let cents = cents(figures, power, text, &all).map_err(|error| {
        let named = error.suggestions.iter().map(|amount| format!("{amount} {}", currency.code())).collect::<Vec<_>>();
        error.suggesting(named)
    })?;
    let money = Money::from_cents(cents, currency);
    money.map(|money| (money, sign)).ok_or_else(|| too_large(typed, all))
}

fn too_large(typed: &str, all: Range<usize>) -> Misread {
    Misread::new(all, format!("`{typed}` is more than any deal"), "give at most ten thousand billion")
}

/// The words and signs around the figures: `k€` is two of them, and so is `kEUR`.
fn words(around: &str) -> impl Iterator<Item = &str> {
    around.split_whitespace().flat_map(|word| {
        let is_known =
            currency_of(word).is_some() || MAGNITUDES.iter().any(|(name, _)| name.eq_ignore_ascii_case(word));
        let cut = word.char_indices().skip(1).map(|(at, _)| at).find(|at| {
            let (left, right) = word.split_at(*at);
            let is_magnitude = |part: &str| MAGNITUDES.iter().any(|(name, _)| name.eq_ignore_ascii_case(part));
            (is_magnitude(left) && currency_of(right).is_some()) || (currency_of(left).is_some() && is_magnitude(right))
        });
        match cut.filter(|_| !is_known) {
            Some(at) => [&word[..at], &word[at..]],
            None => [word, ""],
        }
    })
}

fn currency_of(word: &str) -> Option<Currency> {
    let lower = word.to_lowercase();
    let plain = lower.trim_end_matches(['.', ',', '-']);
    let code = SIGNS.iter().find(|(sign, _)| *sign == plain).map(|(_, code)| *code);
    let upper = plain.to_uppercase();
    let code = code.or_else(|| CODES.split(' ').find(|code| *code == upper))?;
    Currency::of(code)
}

fn unknown(text: &str, word: &str, all: Range<usize>) -> Misread {
    let start = text[all.clone()].find(word).map_or(all.start, |at| all.start + at);
    let range = start..start + word.len();
    let why = format!("`{}` is neither a currency nor thousands or millions", word.escape_debug());
    let near = nearest(
        word,
        CODES.split(' ').chain(SIGNS.iter().map(|(sign, _)| *sign)).filter(|word| word.len() > 3 || *word == "EUR"),
    );
    match near {
        Some(near) => {
            let mended = text[all.clone()].replacen(word, near, 1);
            Misread::new(range, why, format!("did you mean `{mended}`?")).suggesting([mended])
        }
        None => Misread::new(range, why, EXAMPLES),
    }
}

/// The figures, times a power of ten, in hundredths.
fn cents(figures: &str, power: Option<u32>, text: &str, all: &Range<usize>) -> Result<i64, Misread> {
    let typed = &text[all.clone()];
    let wrong = || Misread::new(all.clone(), format!("`{}` is not an amount", typed.escape_debug()), EXAMPLES);
    let groups: Vec<&str> = figures.split(|c: char| !c.is_ascii_digit()).collect();
    let signs: Vec<char> = figures.chars().filter(|c| !c.is_ascii_digit()).map(plain).collect();
    if groups.iter().any(|group| group.is_empty()) || signs.iter().any(|sign| !".,' ".contains(*sign)) {
        return Err(wrong());
    }
    let last = signs.last().copied();
    let others = &signs[..signs.len().saturating_sub(1)];
    let tail = groups[groups.len() - 1];
    let has_decimals = match last {
        Some(sign @ ('.' | ',')) => {
            let is_repeated = others.contains(&sign);
            let stands_apart = !others.is_empty() && !is_repeated;
            let thousands = tail.len() == 3 && groups[0].len() <= 3 && groups[0] != "0";
            if let (false, false, true, Some(power)) = (stands_apart, is_repeated, thousands, power) {
                return Err(either(&groups, power, typed, all));
            }
            stands_apart || !(is_repeated || thousands)
        }
        _ => false,
    };
    let whole = if has_decimals { &groups[..groups.len() - 1] } else { &groups[..] };
    let separators = if has_decimals { others } else { &signs[..] };
    let is_grouped = whole.len() == 1
        || (whole[0].len() <= 3
            && whole[1..].iter().all(|group| group.len() == 3)
            && separators.iter().all(|sign| *sign == separators[0]));
    if !is_grouped {
        return Err(wrong());
    }
    let decimals = if has_decimals { tail.trim_end_matches('0') } else { "" };
    let places = power.unwrap_or(0) as usize + 2;
    if decimals.len() > places {
        return Err(Misread::new(
            all.clone(),
            format!("`{typed}` is finer than a hundredth"),
            "round it to two decimals",
        ));
    }
    let digits = format!("{}{decimals:0<places$}", whole.concat());
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(0);
    }
    digits.parse().map_err(|_| too_large(typed, all.clone()))
}

/// The plain sign for the blanks and apostrophes that set thousands apart.
const fn plain(sign: char) -> char {
    match sign {
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '_' => ' ',
        '\u{2019}' | '`' | '´' => '\'',
        other => other,
    }
}

/// `1.234k`: a thousand times 1.234, or 1234 thousand.
fn either(groups: &[&str], power: u32, typed: &str, all: &Range<usize>) -> Misread {
    let written = |zeros: u32| format!("{}{}", groups.concat(), "0".repeat(zeros as usize));
    let (small, large) = (written(power - 3), written(power));
    let why = format!("`{typed}` could be {small} or {large}");
    Misread::new(all.clone(), why, "write it in full").suggesting([small, large])
}
