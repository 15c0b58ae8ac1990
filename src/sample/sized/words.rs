//! What the dice of a book of any size choose from.

/// First halves of customers' names.
pub(super) const STEMS: [&str; 40] = [
    "Northgate",
    "Bellweather",
    "Quillon",
    "Harbour",
    "Castellan",
    "Osprey",
    "Vantor",
    "Brindle",
    "Pemberton",
    "Wexley",
    "Lumière",
    "Ågård",
    "Müller",
    "Tarrow",
    "Halyard",
    "Mistral",
    "Corvane",
    "Dunmore",
    "Eastmere",
    "Fallow",
    "Greyling",
    "Hollin",
    "Isoria",
    "Junewood",
    "Kelso",
    "Larkfield",
    "Marrow",
    "Novak",
    "Orrin",
    "Petrel",
    "Quince",
    "Rookery",
    "Saltmarsh",
    "Thornbury",
    "Umber",
    "Vesper",
    "Winterbourne",
    "Yarrow",
    "港 Minato",
    "Zephyra",
];

/// Second halves of customers' names.
pub(super) const KINDS: [&str; 12] = [
    "Freight",
    "Health",
    "Bank",
    "& Sons",
    "Energy",
    "Foods",
    "Council",
    "Logistik",
    "Insurance",
    "Works",
    "Media",
    "Labs",
];

/// The things to be built, shared by many commitments, each with a tag.
pub(super) const CAPABILITIES: [(&str, &str); 24] = [
    ("single sign-on", "auth"),
    ("audit log", "security"),
    ("data residency", "compliance"),
    ("white-label", "branding"),
    ("API rate limits", "api"),
    ("offline mode", "mobile"),
    ("webhooks", "api"),
    ("bulk import", "import"),
    ("role permissions", "security"),
    ("reporting", "reporting"),
    ("invoicing", "finance"),
    ("full-text search", "search"),
    ("two-factor login", "auth"),
    ("retention rules", "compliance"),
    ("custom fields", "platform"),
    ("sandbox", "platform"),
    ("mail templates", "branding"),
    ("calendar feeds", "api"),
    ("translations", "services"),
    ("barcode scanning", "mobile"),
    ("approval flows", "finance"),
    ("guest accounts", "auth"),
    ("backup export", "compliance"),
    ("status page", "operations"),
];

/// For whom or where a capability is wanted.
pub(super) const FOR: [&str; 20] = [
    "for their field crews",
    "for every subsidiary",
    "for external partners",
    "in the customer's own console",
    "for auditors",
    "on tablets",
    "for plant two",
    "with their own identity provider",
    "per department",
    "for the pilot group",
    "in three languages",
    "for the contractors",
    "with an approval step",
    "for the call centre",
    "on a schedule",
    "for two thousand users",
    "without a network",
    "for the data protection officer",
    "per region",
    "for resellers",
];

/// When everyone will know that it is done.
pub(super) const DONE_WHEN: [&str; 12] = [
    "their pilot group has used it for a week",
    "their admin switches it on alone",
    "the acceptance test of annex B passes",
    "a month of data is in",
    "no ticket about it for ten days",
    "their auditor signs it off",
    "it holds under their Monday peak",
    "two hundred users are on it",
    "the old export is switched off",
    "their own test script runs clean",
    "it is in the release notes and on their tenant",
    "the demo works without us",
];

/// How promised dates are said.
pub(super) const SAID: [&str; 8] = [
    "by the end of the quarter or so",
    "before their audit",
    "in about two months",
    "with the next release",
    "before the holidays",
    "in time for the rollout",
    "as soon as the pilot ends",
    "by the steering committee",
];

/// What is said along the way.
pub(super) const NOTES: [&str; 24] = [
    "They asked again on the weekly call.",
    "Legal wants the wording by Friday.",
    "Same thing as last year's, smaller.",
    "Depends on the migration, which is nearly through.",
    "Their IT is slow to answer; reminded them.",
    "The prototype convinced them.",
    "We need a test account first.",
    "Fits into the current work on permissions.",
    "Their new lead has other ideas; call on Tuesday.",
    "Said on the phone, mail follows.",
    "Two edge cases left.",
    "Waiting for their sample data.",
    "The hard part is done.",
    "The importer needs another day.",
    "Smaller than it sounds.",
    "Bigger than it sounds: there are three systems behind it.",
    "In review.",
    "Works on staging.",
    "They are happy with it so far.",
    "Moved after the release freeze.",
    "Half of it is there already.",
    "The vendor answered at last.",
    "No surprises so far.",
    "Their contact is on leave until next week.",
];

/// What must be there for an estimate to hold.
pub(super) const CONDITIONS: [&str; 8] = [
    "they send sample data by {}",
    "their test tenant is open by {}",
    "the interface description arrives by {}",
    "the works council agrees by {}",
    "their firewall is open by {}",
    "the pilot users are named by {}",
    "the vendor answers by {}",
    "the licence question is settled by {}",
];

/// Deals are named after what they are.
pub(super) const DEALS: [&str; 6] = ["renewal", "expansion", "pilot", "group licence", "rollout", "framework"];

/// First names of sales, then of tech, six to a team.
pub(super) const SALES: [&str; 12] =
    ["sam", "maria", "jules", "noor", "ada", "ben", "chloe", "dario", "elif", "finn", "greta", "hugo"];

/// First names of tech.
pub(super) const TECH: [&str; 24] = [
    "dana", "lee", "ines", "otto", "ivo", "jana", "karim", "lena", "milo", "nils", "olga", "paul", "quinn", "rosa",
    "sven", "tara", "ugo", "vera", "wim", "xenia", "yann", "zora", "arne", "bo",
];

/// The teams of tech.
pub(super) const TEAMS: [&str; 4] = ["Platform", "Integrations", "Mobile", "Data"];

/// Elapsed working days over estimated days, about as often as they occur: a log-normal of median 2.2 and sigma 0.6.
pub(super) const PACES: [f64; 40] = [
    0.57, 0.76, 0.88, 0.97, 1.06, 1.14, 1.22, 1.29, 1.36, 1.43, 1.50, 1.57, 1.64, 1.71, 1.78, 1.85, 1.93, 2.00, 2.08,
    2.16, 2.24, 2.33, 2.42, 2.51, 2.61, 2.72, 2.83, 2.95, 3.08, 3.22, 3.38, 3.55, 3.75, 3.97, 4.24, 4.56, 4.96, 5.52,
    6.40, 8.44,
];
