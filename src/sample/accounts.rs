//! The customers of the sample and the deals behind their commitments.

use super::scribe::{Scribe, money};
use crate::domain::book::Deal;
use crate::domain::money::Money;

/// A customer with the deal that is open with it.
pub(super) struct Account {
    pub(super) customer: &'static str,
    pub(super) deal: &'static str,
    pub(super) sales: &'static str,
    /// Whether commitments carry the value themselves; otherwise it is known from the last CRM import.
    pub(super) is_valued_in_the_book: bool,
    key: &'static str,
    amount: i64,
    currency: &'static str,
    /// Working days from today until the deal is to close.
    closes: i64,
}

impl Account {
    const fn new(customer: &'static str, deal: &'static str, sales: &'static str) -> Self {
        Self { customer, deal, sales, is_valued_in_the_book: true, key: "", amount: 0, currency: "EUR", closes: 0 }
    }

    const fn worth(mut self, amount: i64, currency: &'static str) -> Self {
        self.amount = amount;
        self.currency = currency;
        self
    }

    const fn crm(mut self, key: &'static str, closes: i64) -> Self {
        self.key = key;
        self.closes = closes;
        self
    }

    const fn valued_by_crm_only(mut self) -> Self {
        self.is_valued_in_the_book = false;
        self
    }

    /// What the deal is worth.
    pub(super) fn value(&self) -> Money {
        money(self.amount, self.currency)
    }
}

pub(super) static NORTHGATE: Account =
    Account::new("Northgate", "Northgate renewal", "sam").worth(120_000, "EUR").crm("OPP-1042", 38);
pub(super) static BELLWEATHER: Account =
    Account::new("Bellweather", "Bellweather rollout", "maria").worth(64_000, "EUR").crm("OPP-1057", 12);
pub(super) static CASTELLAN: Account =
    Account::new("Castellan Bank", "Castellan group licence", "maria").worth(185_000, "EUR").crm("OPP-1011", 55);
pub(super) static QUILLON: Account =
    Account::new("Quillon", "Quillon expansion", "sam").worth(92_000, "EUR").crm("OPP-1063", 26);
pub(super) static HARBOUR: Account =
    Account::new("Harbour & Sons", "Harbour field crews", "jules").worth(48_500, "EUR").crm("OPP-1071", 44);
pub(super) static MINATO: Account =
    Account::new("株式会社ミナト", "Minato pilot", "jules").worth(140_000, "USD").crm("OPP-1066", 60);
pub(super) static MUELLER: Account =
    Account::new("Müller Präzision", "Müller plant two", "maria").worth(76_000, "EUR").crm("OPP-1039", 21);
pub(super) static OSPREY: Account = Account::new("Osprey Freight", "Osprey dispatch", "sam")
    .worth(58_000, "USD")
    .crm("OPP-1069", 33)
    .valued_by_crm_only();
pub(super) static VANTOR: Account =
    Account::new("Vantor Health", "Vantor clinics", "jules").worth(110_000, "EUR").crm("OPP-1048", 48);
pub(super) static ACME: Account =
    Account::new("Acme", "Acme renewal", "maria").worth(36_000, "EUR").crm("OPP-1028", 15);
pub(super) static BRINDLE: Account =
    Account::new("Brindle Energy", "Brindle metering", "sam").worth(84_000, "EUR").crm("OPP-1033", -18);
pub(super) static PEMBERTON: Account =
    Account::new("Pemberton Foods", "Pemberton kitchens", "maria").worth(52_000, "EUR").crm("OPP-1060", 9);
pub(super) static WEXLEY: Account =
    Account::new("Wexley Council", "Wexley framework", "jules").worth(67_500, "EUR").crm("OPP-1074", 72);
pub(super) static LUMIERE: Account = Account::new("Lumière Médicale", "Lumière hôpitaux", "jules")
    .worth(41_000, "EUR")
    .crm("OPP-1075", 65)
    .valued_by_crm_only();
pub(super) static AAGAARD: Account =
    Account::new("Ågård Logistik", "Ågård terminals", "sam").worth(29_000, "EUR").crm("OPP-1052", 30);

static ALL: [&Account; 15] = [
    &NORTHGATE,
    &BELLWEATHER,
    &CASTELLAN,
    &QUILLON,
    &HARBOUR,
    &MINATO,
    &MUELLER,
    &OSPREY,
    &VANTOR,
    &ACME,
    &BRINDLE,
    &PEMBERTON,
    &WEXLEY,
    &LUMIERE,
    &AAGAARD,
];

/// The deals as the CRM had them at the last import.
pub(super) fn deals(scribe: &Scribe) -> Vec<Deal> {
    ALL.iter()
        .map(|account| Deal {
            name: account.deal.into(),
            key: Some(account.key.into()),
            value: Some(account.value()),
            closes: Some(scribe.day(account.closes)),
        })
        .collect()
}
