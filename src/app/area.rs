//! Where the parts of the screen lie, from its size alone: drawing, paging and the mouse ask the same function.

/// A rectangle of cells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Area {
    /// The first column.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether the cell lies in it.
    #[must_use]
    pub const fn has(self, column: u16, row: u16) -> bool {
        column >= self.x && column - self.x < self.width && row >= self.y && row - self.y < self.height
    }

    /// Whether nothing fits into it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// Cuts off the upper rows: those, and the rest.
    #[must_use]
    const fn cut_top(self, rows: u16) -> (Self, Self) {
        let rows = if rows > self.height { self.height } else { rows };
        (Self { height: rows, ..self }, Self { y: self.y + rows, height: self.height - rows, ..self })
    }

    /// Cuts off the lower rows: the rest, and those.
    #[must_use]
    const fn cut_bottom(self, rows: u16) -> (Self, Self) {
        let rows = if rows > self.height { self.height } else { rows };
        self.cut_top(self.height - rows)
    }
}

/// What the body of the screen shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Body {
    /// The list alone.
    List,
    /// The list, and the item beside it.
    Both,
    /// The item alone.
    Item,
}

/// The parts of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Parts {
    /// Program, tabs, day; a second line with the summary where there is room.
    pub header: Area,
    /// The line under the header.
    pub rule: Area,
    /// The heads of the columns.
    pub heads: Area,
    /// The rows of the list.
    pub list: Area,
    /// The line between list and item.
    pub divider: Area,
    /// The item page.
    pub item: Area,
    /// What was done, what went wrong, the filter; without height it takes the footer's place while there is something.
    pub status: Area,
    /// The keys that make sense now.
    pub footer: Area,
}

impl Parts {
    /// What the view has, the heads of a list's columns included.
    #[must_use]
    pub const fn view(&self) -> Area {
        Area { height: self.heads.height + self.list.height, ..self.heads }
    }
}

/// From this width on an item fits beside the list.
pub const BESIDE: u16 = 100;
/// From this width on the item stands beside the list unless it was put away.
pub const BESIDE_AT_FIRST: u16 = 150;
/// From this height on header and status line have their full size.
const ROOMY: u16 = 18;

/// The parts of a screen of this size.
#[must_use]
pub fn parts(size: (u16, u16), body: Body) -> Parts {
    let all = Area { x: 0, y: 0, width: size.0, height: size.1 };
    let is_roomy = size.1 >= ROOMY;
    let (header, rest) = all.cut_top(if is_roomy { 2 } else { 1 });
    let (rule, rest) = rest.cut_top(u16::from(is_roomy));
    let (rest, footer) = rest.cut_bottom(u16::from(size.1 >= 4));
    let (rest, status) = rest.cut_bottom(u16::from(is_roomy));
    let parts = Parts { header, rule, status, footer, ..Parts::default() };
    let heads = u16::from(size.1 >= 6);
    match body {
        Body::List => {
            let (heads, list) = rest.cut_top(heads);
            Parts { heads, list, ..parts }
        }
        Body::Item => Parts { item: rest, ..parts },
        Body::Both => {
            let left = list_width(size.0);
            let side = Area { width: left, ..rest };
            let (heads, list) = side.cut_top(heads);
            let divider = Area { x: left, width: size.0.saturating_sub(left).min(1), ..rest };
            let item = Area { x: left + 1, width: size.0.saturating_sub(left + 1), ..rest };
            Parts { heads, list, divider, item, ..parts }
        }
    }
}

/// The list's share of a screen with the item beside it: a little more than half, and never starved.
const fn list_width(width: u16) -> u16 {
    let half = width / 2;
    let more = half + half / 12;
    if more > 110 { 110 } else { more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_without_overlap() {
        for width in 0..240 {
            for height in 0..60 {
                for body in [Body::List, Body::Both, Body::Item] {
                    let parts = parts((width, height), body);
                    let all = [
                        parts.header,
                        parts.rule,
                        parts.heads,
                        parts.list,
                        parts.divider,
                        parts.item,
                        parts.status,
                        parts.footer,
                    ];
                    let cells: u32 = all.iter().map(|each| u32::from(each.width) * u32::from(each.height)).sum();
                    if width > 2 {
                        assert_eq!(cells, u32::from(width) * u32::from(height), "{width}x{height} {body:?}");
                    }
                    for each in all.iter().filter(|each| !each.is_empty()) {
                        assert!(each.x + each.width <= width && each.y + each.height <= height, "{each:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_small_screen_keeps_its_rows_for_the_list() {
        assert_eq!(parts((40, 10), Body::List).list.height, 7);
        assert_eq!(parts((80, 24), Body::List).list.height, 18);
        assert_eq!(parts((200, 50), Body::Both).item.width, 91);
    }
}
