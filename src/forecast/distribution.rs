//! A distribution of ln(elapsed / estimated): atoms with mass, read by linear interpolation.

/// Atoms in ascending order with the cumulated mass at the middle of each.
#[derive(Clone, PartialEq, Debug)]
pub struct Distribution {
    values: Vec<f64>,
    cumulated: Vec<f64>,
}

impl Distribution {
    /// A distribution of equally heavy atoms in ascending order; there is at least one.
    #[must_use]
    pub fn of_equal_atoms(values: Vec<f64>) -> Self {
        let n = f64::from(u32::try_from(values.len()).expect("a table is small"));
        let cumulated = (0..values.len()).map(|i| (f64::from(u32::try_from(i).expect("small")) + 0.5) / n).collect();
        Self { values, cumulated }
    }

    /// The value at a level between 0 and 1, held at the outermost atoms.
    #[must_use]
    pub fn quantile(&self, level: f64) -> f64 {
        interpolate(&self.cumulated, &self.values, level)
    }

    /// The probability of at most `value`: nothing before the first atom, everything after the last.
    #[must_use]
    pub fn up_to(&self, value: f64) -> f64 {
        match (self.values.first(), self.values.last()) {
            (Some(first), _) if value < *first => 0.0,
            (_, Some(last)) if value >= *last => 1.0,
            (_, _) => interpolate(&self.values, &self.cumulated, value),
        }
    }
}

/// The `y` at `x` on the line through the points, which ascend in `xs`; held at both ends.
fn interpolate(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let after = xs.partition_point(|each| *each <= x);
    match after {
        0 => ys[0],
        n if n == xs.len() => ys[n - 1],
        n => {
            let (x0, x1) = (xs[n - 1], xs[n]);
            let (y0, y1) = (ys[n - 1], ys[n]);
            y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        }
    }
}
