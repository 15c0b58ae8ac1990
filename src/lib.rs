//! countersign: one book of what customers were promised, kept by sales and engineering together.
//!
//! The screen, with the names its parts have in [`app::area::Parts`]:
//!
//! ```text
//!  countersign · Acme book   1 Attention 9   2 All 42              Sun 22 Nov   header: tabs
//!  exposure €480k in 4 deals · 3 overdue · kept 14 of 18                  sam   header: summary
//! ───────────────────────────────────────────────────────────────────────────   rule
//!    CUSTOMER    COMMITMENT       TOLD  CHANCE   │ Northgate: SAML    k7m2qx    heads │ item
//! ▸● Northgate   SAML sign-on    1 Mar    22 %   │ SALES Sam │ TECH  Dana       list  │
//!  ● Bellweather White-label…   14 Nov       –   │ told  …   │ verdict …        divider
//!  filter customer:acme · 2 of 42                                               status
//!  enter open   a add   / filter   ? help                                       footer
//! ```
//!
//! A key goes [`run`] → [`keymap`] → [`app`] → an effect → [`run`] → [`store`] → back as a message → [`ui`].
//! Read [`domain`] first, then [`app`], then [`run`].

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod domain;
pub mod exchange;
pub mod forecast;
pub mod keymap;
pub mod query;
pub mod report;
pub mod run;
pub mod sample;
pub mod settings;
pub mod store;
pub mod text;
pub mod theme;
pub mod ui;
