//! Names compared without case, accents and the number of blanks; `&` and `and` are the same.

/// The text in lower case, without accents, with single blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).collect()
}

/// The letters of the folded text, one by one: most comparisons are over after the first.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.split_whitespace().enumerate().flat_map(|(n, word)| {
        let blank = (n > 0).then_some(' ');
        blank.into_iter().chain(word.chars().flat_map(char::to_lowercase).flat_map(letters))
    })
}

fn letters(c: char) -> impl Iterator<Item = char> {
    let plain = plain(c);
    plain.unwrap_or("").chars().chain(plain.is_none().then_some(c))
}

/// Whether two names are the same but for case, accents and blanks.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

/// A letter of the Latin alphabets of Europe without its accent; nothing for a combining accent.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        '&' => "and",
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}
