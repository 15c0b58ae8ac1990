//! The signs that stand beside every colour, so that nothing is said by colour alone.

/// Which signs to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignSet {
    /// Those that the locale allows.
    #[default]
    Auto,
    /// Unicode, no special font needed.
    Unicode,
    /// Plain ASCII.
    Ascii,
}

impl SignSet {
    /// The words for the sets in configuration files.
    pub const NAMES: [&'static str; 3] = ["auto", "unicode", "ascii"];

    /// The set of that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "unicode" => Some(Self::Unicode),
            "ascii" => Some(Self::Ascii),
            _ => None,
        }
    }

    /// The signs of the set; `locale` is the first set one of `LC_ALL`, `LC_CTYPE` and `LANG`.
    #[must_use]
    pub fn signs(self, locale: &str) -> &'static Signs {
        let is_unicode = match self {
            Self::Auto => {
                let locale = locale.to_ascii_lowercase();
                locale.contains("utf-8") || locale.contains("utf8")
            }
            Self::Unicode => true,
            Self::Ascii => false,
        };
        if is_unicode { &Signs::UNICODE } else { &Signs::ASCII }
    }
}

/// Makes the struct and both sets from the same rows.
macro_rules! signs {
    ($($field:ident, $unicode:literal, $ascii:literal, $doc:literal;)*) => {
        /// One sign for every meaning, each one column wide.
        #[derive(Debug, PartialEq, Eq)]
        pub struct Signs {
            $(#[doc = $doc] pub $field: &'static str,)*
        }

        impl Signs {
            /// Signs of ordinary Unicode fonts.
            pub const UNICODE: Self = Self { $($field: $unicode,)* };
            /// Signs of ASCII.
            pub const ASCII: Self = Self { $($field: $ascii,)* };

            /// Every sign by name.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($field), self.$field)),*]
            }
        }
    };
}

signs! {
    red, "●", "!", "A red flag.";
    amber, "▲", "^", "An amber flag.";
    dim, "·", ".", "A dim flag.";
    mark, "◆", "*", "A marked row.";
    cursor, "▸", ">", "The row under the cursor.";
    told, "▼", "v", "The told date.";
    promised, "◇", "o", "The promised date where it isn't the told one.";
    original, "▽", ",", "The first promised date, where another stands now.";
    today, "┃", "|", "Today on a date bar.";
    band_inner, "█", "#", "The likely part of a forecast.";
    band_outer, "▒", "=", "The rest of a forecast.";
    band_edge, "░", "-", "The unlikely ends of a forecast.";
    bar, "█", "#", "A part of a bar that is full.";
    bar_rest, "░", ".", "A part of a bar that is empty.";
    level_1, "▁", "_", "The lowest of a chart's columns.";
    level_2, "▂", ".", "A column of a chart.";
    level_3, "▃", "-", "A column of a chart.";
    level_4, "▄", "~", "A column of a chart.";
    level_5, "▅", "=", "A column of a chart.";
    level_6, "▆", "+", "A column of a chart.";
    level_7, "▇", "*", "A column of a chart.";
    arrow, "→", ">", "From old to new, from a flag to whose move it is; something lies beyond the right edge.";
    earlier, "←", "<", "Something lies beyond the left edge.";
    none, "–", "-", "Nothing to show.";
    coming, "…", "~", "Being worked out.";
    ellipsis, "…", "~", "Text was cut here.";
    tick, "✓", "+", "Signed, told, done.";
    cross, "✗", "x", "Declined, not done.";
    separator, "·", "-", "Between facts of a line.";
    ascending, "↑", "^", "Sorted upward; more above.";
    descending, "↓", "v", "Sorted downward; more below.";
    open, "▾", "v", "A group that is open.";
    closed, "▹", ">", "A group that is closed.";
    thumb, "┃", "#", "The moving part of a scroll bar.";
    track, "│", "|", "The standing part of a scroll bar.";
    rule, "─", "-", "A line across.";
    upright, "│", "|", "A line down.";
    crossing, "┼", "+", "Where a line down crosses a line across.";
    footing, "┴", "+", "Where a line down ends on a line across.";
    top_left, "┌", "+", "The corner of a frame.";
    top_right, "┐", "+", "The corner of a frame.";
    bottom_left, "└", "+", "The corner of a frame.";
    bottom_right, "┘", "+", "The corner of a frame.";
}

impl Signs {
    /// Whether these are the ASCII signs.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.red.is_ascii()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::text::width;

    #[test]
    fn every_sign_is_one_column_wide() {
        for set in [&Signs::UNICODE, &Signs::ASCII] {
            for (name, sign) in set.all() {
                assert_eq!(width(sign), 1, "{name} {sign}");
                assert_eq!(sign.is_ascii(), set.is_ascii(), "{name} {sign}");
            }
        }
    }

    #[test]
    fn what_colour_tells_apart_shape_tells_apart_too() {
        for set in [&Signs::UNICODE, &Signs::ASCII] {
            let groups: [&[&str]; 3] = [
                &[set.red, set.amber, set.dim, set.mark, set.cursor],
                &[set.told, set.promised, set.original, set.today, set.band_inner, set.band_outer, set.band_edge],
                &[set.tick, set.cross, set.none],
            ];
            for group in groups {
                assert_eq!(group.iter().collect::<HashSet<_>>().len(), group.len(), "{group:?}");
            }
        }
    }

    #[test]
    fn the_locale_chooses() {
        let cases = [
            ("auto", "en_GB.UTF-8", false),
            ("auto", "C.utf8", false),
            ("auto", "C", true),
            ("auto", "", true),
            ("unicode", "C", false),
            ("ascii", "en_GB.UTF-8", true),
        ];
        for (set, locale, is_ascii) in cases {
            let signs = SignSet::by_name(set).expect("a set").signs(locale);
            assert_eq!(signs.is_ascii(), is_ascii, "{set} {locale}");
        }
        assert!(SignSet::NAMES.iter().all(|name| SignSet::by_name(name).is_some()));
    }
}
