//! Typed amounts of money: what people write, and the amount as it stands in a file.

use countersign::domain::money::typed::{self, Sign};
use countersign::domain::money::{Currency, Money};
use proptest::prelude::*;

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, expect)| (text, expect, typed::parse(text).map_or_else(|e| e.to_string(), |m| m.to_string())))
        .filter(|(_, expect, found)| *expect != found)
        .map(|(text, expect, found)| format!("{text:?}: expected {expect}, found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn amounts_as_people_write_them() {
    check(&[
        ("120", "120 EUR"),
        ("120k", "120000 EUR"),
        ("120 K", "120000 EUR"),
        ("€120k", "120000 EUR"),
        ("120k€", "120000 EUR"),
        ("120k EUR", "120000 EUR"),
        ("120 kEUR", "120000 EUR"),
        ("120 k€", "120000 EUR"),
        ("EUR 120k", "120000 EUR"),
        ("120000 EUR", "120000 EUR"),
        ("1.2M", "1200000 EUR"),
        ("1,2 Mio. €", "1200000 EUR"),
        ("1.25 million dollars", "1250000 USD"),
        ("0.500M", "500000 EUR"),
        ("$95,000", "95000 USD"),
        ("$95,000.50", "95000.50 USD"),
        ("95.000 €", "95000 EUR"),
        ("95.000,50 €", "95000.50 EUR"),
        ("95 000,50 EUR", "95000.50 EUR"),
        ("95\u{202f}000 EUR", "95000 EUR"),
        ("1'234'567.80 CHF", "1234567.80 CHF"),
        ("CHF 12'000", "12000 CHF"),
        ("Fr. 12’000.-", "12000 CHF"),
        ("£950", "950 GBP"),
        ("~120k", "120000 EUR"),
        ("1.234", "1234 EUR"),
        ("1,234", "1234 EUR"),
        ("1.234.567", "1234567 EUR"),
        ("12.5", "12.50 EUR"),
        ("12,50", "12.50 EUR"),
        ("0", "0 EUR"),
        ("50 sek", "50 SEK"),
        ("2bn usd", "2000000000 USD"),
    ]);
}

#[test]
fn what_is_no_amount_is_asked_back() {
    check(&[
        ("", "no amount is given: type it as 120k, €1.2M, 95,000 USD or 95.000,50 EUR"),
        ("lots", "`lots` is not an amount: type it as 120k, €1.2M, 95,000 USD or 95.000,50 EUR"),
        ("-5k", "`-5k` is less than nothing: give what the deal is worth, at least 0"),
        ("1.234k", "`1.234k` could be 1234 or 1234000: write it in full"),
        ("1.200k", "`1.200k` could be 1200 or 1200000: write it in full"),
        ("12,34,567", "`12,34,567` is not an amount: type it as 120k, €1.2M, 95,000 USD or 95.000,50 EUR"),
        ("12.345,678", "`12.345,678` is finer than a hundredth: round it to two decimals"),
        ("120 eruo", "`eruo` is neither a currency nor thousands or millions: did you mean `120 euro`?"),
        (
            "120 users",
            "`users` is neither a currency nor thousands or millions: type it as 120k, €1.2M, 95,000 USD or 95.000,50 EUR",
        ),
        ("99999999999999", "`99999999999999` is more than any deal: give at most ten thousand billion"),
    ]);
}

#[test]
fn the_two_readings_of_an_unclear_amount_can_be_typed() {
    let error = typed::parse("1.200k").expect_err("unclear");
    let read: Vec<String> = error.suggestions.iter().map(|text| typed::parse(text).expect(text).to_string()).collect();
    assert_eq!(read, ["1200 EUR", "1200000 EUR"]);
}

#[test]
fn a_scan_knows_what_says_that_money_is_meant() {
    let sign = |text| typed::read(text).expect(text).1;
    assert_eq!(
        (sign("120"), sign("120k"), sign("€120"), sign("120k EUR")),
        (Sign::Bare, Sign::Magnitude, Sign::Currency, Sign::Currency)
    );
}

fn amounts() -> impl Strategy<Value = Money> {
    let code = prop::sample::select(vec!["EUR", "USD", "CHF", "SEK"]);
    (0..=Money::MOST, code).prop_filter_map("an amount", |(cents, code)| Money::from_cents(cents, Currency::of(code)?))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn an_amount_is_read_back_as_it_is_written(money in amounts()) {
        prop_assert_eq!(typed::parse(&money.to_string()), Ok(money));
        prop_assert_eq!(money.to_string().parse(), Ok(money));
    }

    #[test]
    fn whatever_is_typed_is_an_amount_or_a_message(text in prop_oneof![any::<String>(), "[0-9.,' €$kMEUR-]{0,14}"]) {
        if let Err(error) = typed::parse(&text) {
            prop_assert!(text.get(error.range.clone()).is_some());
        }
        let _ = text.parse::<Money>();
    }
}
