//! Fixed draws: the same question always gives the same answer.
//!
//! A table of standard normal numbers, 1,000 draws of 65 columns, from a permuted congruential generator (O'Neill 2014)
//! with a fixed state through the ziggurat method (Marsaglia and Tsang 2000).

/// How many draws there are.
pub const DRAWS: usize = 1000;
/// Columns of own shocks; one more is shared by all.
pub const OWN: usize = 64;

/// The draws, row by row: the own shocks of up to 64 items, then the shared one.
#[derive(Clone, Debug)]
pub struct Draws(Vec<f64>);

impl Draws {
    /// The table.
    #[must_use]
    pub fn fixed() -> Self {
        let mut source = Source { state: 208_745_520_555_909_116_978_795_849_195_383_758_904 };
        let ziggurat = Ziggurat::new();
        Self((0..DRAWS * (OWN + 1)).map(|_| ziggurat.next(&mut source)).collect())
    }

    /// The shock that all items of a draw share.
    #[must_use]
    pub fn shared(&self, draw: usize) -> f64 {
        self.0[draw * (OWN + 1) + OWN]
    }

    /// The shock of the `n`-th item of a draw; after 64 items they come round again.
    #[must_use]
    pub fn own(&self, draw: usize, n: usize) -> f64 {
        self.0[draw * (OWN + 1) + n % OWN]
    }
}

/// The generator: PCG XSL RR 128/64.
struct Source {
    state: u128,
}

impl Source {
    fn next(&mut self) -> u64 {
        const MULTIPLIER: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
        const INCREMENT: u128 = 261_136_684_632_268_670_825_940_853_076_396_136_793;
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves of the state")]
        let (high, low) = ((self.state >> 64) as u64, self.state as u64);
        (high ^ low).rotate_right((high >> 58) as u32)
    }

    /// At least 0 and below 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Where the tail begins, and the area of each of the 256 strips.
const TAIL: f64 = 3.654_152_885_361_009;
const AREA: f64 = 0.004_928_673_233_99;
const MANTISSA: f64 = 4_503_599_627_370_496.0;

struct Ziggurat {
    inside: [f64; 256],
    width: [f64; 256],
    height: [f64; 256],
}

impl Ziggurat {
    fn new() -> Self {
        let (mut inside, mut width, mut height) = ([0.0; 256], [0.0; 256], [0.0; 256]);
        let mut edge = TAIL;
        width[255] = edge / MANTISSA;
        height[255] = (-0.5 * edge * edge).exp();
        inside[0] = (edge * height[255] / AREA * MANTISSA).floor();
        width[0] = AREA / height[255] / MANTISSA;
        height[0] = 1.0;
        for i in (1..=254).rev() {
            let x = (-2.0 * (AREA / edge + height[i + 1]).ln()).sqrt();
            inside[i + 1] = (x / edge * MANTISSA).floor();
            width[i] = x / MANTISSA;
            height[i] = (-0.5 * x * x).exp();
            edge = x;
        }
        Self { inside, width, height }
    }

    fn next(&self, source: &mut Source) -> f64 {
        loop {
            let bits = source.next();
            let strip = (bits & 0xff) as usize;
            let is_negative = bits >> 8 & 1 == 1;
            let whole = bits >> 9 & 0x000f_ffff_ffff_ffff;
            #[expect(clippy::cast_precision_loss, reason = "52 bits fit")]
            let distance = whole as f64;
            let x = if is_negative { -distance * self.width[strip] } else { distance * self.width[strip] };
            if distance < self.inside[strip] {
                return x;
            }
            if strip == 0 {
                return tail(source, whole >> 8 & 1 == 1);
            }
            let between = (self.height[strip - 1] - self.height[strip]) * source.share() + self.height[strip];
            if between < (-0.5 * x * x).exp() {
                return x;
            }
        }
    }
}

fn tail(source: &mut Source, is_negative: bool) -> f64 {
    loop {
        let x = -(-source.share()).ln_1p() / TAIL;
        let y = -(-source.share()).ln_1p();
        if y + y > x * x {
            return if is_negative { -(TAIL + x) } else { TAIL + x };
        }
    }
}
