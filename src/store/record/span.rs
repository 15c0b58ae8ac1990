//! The text of an estimate as it stands in a file: `5d..8d..15d`, `~20d`, `2027-04-01..2027-04-20`.
//!
//! Strict on purpose: what people type is read elsewhere, this reads what the program and careful hands write.

use crate::domain::day::Day;
use crate::domain::estimate::{Class, Effort, Estimate, Span};

/// Reads effort in working days (`d`), hours (`h`, eight to the day) or weeks (`w`, five days).
pub(super) fn effort(text: &str) -> Result<Estimate, String> {
    let wrong = || {
        let why = match too(text) {
            Some(what) => format!("`{text}` is {what}"),
            None => format!("`{text}` is not an effort"),
        };
        format!("{why}: write it as \"5d\", \"~20d\", \"=20d\" or \"5d..8d..15d\"")
    };
    span(text, one_effort, &wrong).map(Estimate::Effort)
}

/// Reads delivery dates.
pub(super) fn dates(text: &str) -> Result<Estimate, String> {
    let wrong = || format!("`{text}` is not a range of dates: write it as \"2027-04-01..2027-04-20\"");
    span(text, |day| day.parse::<Day>().ok(), &wrong).map(Estimate::Dates)
}

/// Reads either.
pub(super) fn either(text: &str) -> Result<Estimate, String> {
    dates(text).or_else(|_| effort(text))
}

fn span<T: Copy + PartialOrd>(
    text: &str,
    one: fn(&str) -> Option<T>,
    wrong: &dyn Fn() -> String,
) -> Result<Span<T>, String> {
    let out_of_order = || format!("`{text}` runs backwards: the low end comes first, the likely value between");
    let single = |text: &str, class| one(text.trim()).map(|value| Span::single(value, class)).ok_or_else(wrong);
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('~') {
        return single(rest, Class::Rough);
    }
    if let Some(rest) = text.strip_prefix('=') {
        return single(rest, Class::Definitive);
    }
    let parts: Vec<&str> = text.split("..").map(str::trim).collect();
    match parts[..] {
        [value] => single(value, Class::Budget),
        [low, high] => {
            let (low, high) = one(low).zip(one(high)).ok_or_else(wrong)?;
            Span::range(low, None, high).ok_or_else(out_of_order)
        }
        [low, likely, high] => {
            let ((low, likely), high) = one(low).zip(one(likely)).zip(one(high)).ok_or_else(wrong)?;
            Span::range(low, Some(likely), high).ok_or_else(out_of_order)
        }
        _ => Err(wrong()),
    }
}

/// What is wrong with an effort that is a number of days, and not one that work can take.
fn too(text: &str) -> Option<&'static str> {
    text.split("..").find_map(|part| {
        let part = part.trim().trim_start_matches(['~', '=']);
        let number: f64 = part.strip_suffix(['d', 'h', 'w'])?.parse().ok().filter(|number: &f64| number.is_finite())?;
        if number < 0.0 {
            Some("less than nothing")
        } else if number > 0.0 {
            one_effort(part).is_none().then_some("over a thousand working days")
        } else {
            Some("no time at all")
        }
    })
}

fn one_effort(text: &str) -> Option<Effort> {
    let number = text.strip_suffix(['d', 'h', 'w'])?;
    let is_plain = number.len() <= 12 && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value: f64 = if is_plain { number.parse().ok()? } else { return None };
    Effort::from_days(match text.as_bytes().last()? {
        b'h' => value / 8.0,
        b'w' => value * 5.0,
        _ => value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["5d", "~20d", "=20d", "5d..8d..15d", "5d..15d", "4h", "1.0625d", "2h..1d", "5d..5d..5d"] {
            assert_eq!(effort(text).map(|read| read.to_string()).as_deref(), Ok(text));
        }
        for text in ["2027-04-01..2027-04-20", "~2027-04-01", "2027-04-01..2027-04-02..2027-04-20"] {
            assert_eq!(dates(text).map(|read| read.to_string()).as_deref(), Ok(text));
            assert_eq!(either(text), dates(text));
        }
        assert_eq!(either("1w"), effort("5d"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "5",
            "d",
            "-5d",
            "0d",
            "5d..",
            "5d..8d..15d..20d",
            "15d..5d",
            "1e9d",
            "nand",
            "2000d",
            "5 days",
            "1.2.3d",
        ] {
            assert!(effort(text).is_err(), "{text}");
        }
        assert!(dates("2027-04-20..2027-04-01").is_err_and(|why| why.contains("backwards")));
    }
}
