//! The two grades of a promise: how firmly it was given, and what hangs on it.

use std::fmt;

/// How firmly the promise stands, from talked about to signed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Firmness {
    /// Talked about.
    Explored,
    /// On a roadmap the customer has seen.
    Planned,
    /// Said to the customer.
    Verbal,
    /// In a mail or an offer.
    Written,
    /// In the contract.
    Contract,
}

impl Firmness {
    /// Every firmness, the loosest first.
    pub const ALL: [Self; 5] = [Self::Explored, Self::Planned, Self::Verbal, Self::Written, Self::Contract];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Explored => "explored",
            Self::Planned => "planned",
            Self::Verbal => "verbal",
            Self::Written => "written",
            Self::Contract => "contract",
        }
    }

    /// The firmness of a word, in any case.
    ///
    /// # Errors
    /// When it is none of the words, with the nearest one.
    pub fn parse(text: &str) -> Result<Self, String> {
        by_word(text, &Self::ALL, Self::word, "a firmness")
    }
}

impl fmt::Display for Firmness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// What hangs on the promise for the customer, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stake {
    /// Without it there is no deal.
    DealBreaker,
    /// Without it the deal is harder.
    DealChallenge,
    /// Welcome, and nothing hangs on it.
    NiceToHave,
}

impl Stake {
    /// Every stake, the highest first.
    pub const ALL: [Self; 3] = [Self::DealBreaker, Self::DealChallenge, Self::NiceToHave];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DealBreaker => "deal-breaker",
            Self::DealChallenge => "deal-challenge",
            Self::NiceToHave => "nice-to-have",
        }
    }

    /// The stake of a word, in any case, with or without its hyphens.
    ///
    /// # Errors
    /// When it is none of the words, with the nearest one.
    pub fn parse(text: &str) -> Result<Self, String> {
        by_word(text, &Self::ALL, Self::word, "a stake")
    }
}

impl fmt::Display for Stake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The item whose word was typed; hyphens, blanks and underscores between its parts are all the same.
fn by_word<T: Copy>(text: &str, all: &[T], word: fn(T) -> &'static str, what: &str) -> Result<T, String> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', '_', ' '], "");
    let typed = plain(text);
    if let Some(found) = all.iter().find(|item| plain(word(**item)) == typed) {
        return Ok(*found);
    }
    let words: Vec<&str> = all.iter().map(|item| word(*item)).collect();
    let near = words.iter().map(|word| (strsim::osa_distance(&plain(word), &typed), *word)).min();
    let text = text.trim();
    match near {
        Some((distance, near)) if distance <= 2 => Err(format!("`{text}` is not {what}: did you mean `{near}`?")),
        _ => Err(format!("`{text}` is not {what}: write one of {}", words.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for firmness in Firmness::ALL {
            assert_eq!(Firmness::parse(firmness.word()), Ok(firmness));
        }
        for stake in Stake::ALL {
            assert_eq!(Stake::parse(stake.word()), Ok(stake));
        }
        assert_eq!(Stake::parse(" Deal Breaker "), Ok(Stake::DealBreaker));
    }

    #[test]
    fn a_near_miss_is_suggested() {
        let check = |result: Result<String, String>, expect: &str| assert_eq!(result, Err(expect.to_owned()));
        check(Firmness::parse("writen").map(|f| f.to_string()), "`writen` is not a firmness: did you mean `written`?");
        check(
            Stake::parse("vital").map(|s| s.to_string()),
            "`vital` is not a stake: write one of deal-breaker, deal-challenge, nice-to-have",
        );
    }

    #[test]
    fn firmness_grows_and_the_highest_stake_comes_first() {
        assert!(Firmness::ALL.is_sorted() && Firmness::Explored < Firmness::Contract);
        assert!(Stake::ALL.is_sorted());
    }
}
