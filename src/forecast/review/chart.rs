//! Small charts of signs: a column a period, a bar a line; beside each stands its number.

/// The columns of a chart, the lowest first.
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What stands where there is no number.
const NONE: char = '·';

/// A column for each height from 0 to 1.
#[must_use]
pub fn spark(heights: &[Option<f64>]) -> String {
    heights.iter().map(|height| height.map_or(NONE, level)).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and 7 just before")]
fn level(height: f64) -> char {
    let at = ((height * 8.0).ceil() - 1.0).clamp(0.0, 7.0) as usize;
    LEVELS[at]
}

/// A bar and the line that it is measured against, so many columns wide; of nothing where there is no number.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns of a screen"
)]
pub fn bar(height: Option<f64>, cols: usize) -> (String, String) {
    let Some(height) = height else { return (String::new(), String::new()) };
    let full = ((height * cols as f64).round().clamp(0.0, cols as f64)) as usize;
    ("█".repeat(full), "─".repeat(cols - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_tall_as_its_share() {
        let heights: Vec<Option<f64>> = (0..=8).map(|n| Some(f64::from(n) / 8.0)).collect();
        assert_eq!(spark(&heights), "▁▁▂▃▄▅▆▇█");
        assert_eq!(spark(&[None, Some(-3.0), Some(7.0)]), "·▁█");
        assert_eq!(bar(Some(0.5), 8), ("████".into(), "────".into()));
        assert_eq!(bar(None, 8), (String::new(), String::new()));
        assert_eq!(bar(Some(2.0), 3), ("███".into(), String::new()));
    }
}
