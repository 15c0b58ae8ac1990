//! x
#[derive(Debug, Default)]
pub struct Customers;
impl super::Screen for Customers {
    fn scope(&self) -> crate::command::Scope { crate::command::Scope::Customers }
    fn select(&self, _: &super::Context) -> Vec<usize> { Vec::new() }
    fn gather(&mut self, _: &[usize], _: &super::Context) {}
    fn current(&self) -> Option<super::Id> { None }
    fn stand_on(&mut self, _: super::Id) -> bool { false }
    fn handle(&mut self, _: &super::Input, _: &super::Context) -> Option<super::Outcome> { None }
    fn picture(&self, _: &super::Context, _: (u16, u16)) -> super::Picture { super::Picture::default() }
}
