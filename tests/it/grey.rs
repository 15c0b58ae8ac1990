//! Nothing is said by colour alone: every screen has the same letters in every theme, and where two looks stand in one row
//! their signs differ, so that a print in black and white says as much.

use crate::stage::Stage;

/// Keys that lead to each screen, and to what lies over them.
const SCREENS: [&str; 12] = ["", "2", "3", "4", "5", "6", "7", "M", "Q", "<CR>", "f", "w"];
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

fn letters(stage: &Stage, keys: &str, size: (u16, u16)) -> String {
    stage.screen(keys, size)
}

#[test]
fn every_theme_writes_the_same_letters() {
    for keys in SCREENS {
        let mut stage = Stage::sample();
        stage.theme = Some("dark".into());
        let expected = letters(&stage, keys, (120, 36));
        for theme in ["light", "colour-blind", "high-contrast", "mono", "terminal"] {
            stage.theme = Some(theme.into());
            assert_eq!(letters(&stage, keys, (120, 36)), expected, "{keys} in {theme}");
        }
    }
}

/// Signs that only fill: a run of them says nothing but by its shape or its look.
fn is_fill(c: char) -> bool {
    ('\u{2580}'..='\u{259f}').contains(&c)
}

/// The runs of one row that only fill, each with its look: `(sign, look)`.
fn fills(row: &str, looks: &[(usize, usize, String)]) -> Vec<(char, String)> {
    let cells: Vec<char> = row.chars().collect();
    let mut found = Vec::new();
    for (from, to, look) in looks {
        let run: Vec<char> = cells.get(*from..(*to).min(cells.len())).unwrap_or_default().to_vec();
        let Some(first) = run.first().copied().filter(|first| is_fill(*first)) else { continue };
        if run.iter().all(|c| *c == first) {
            found.push((first, look.clone()));
        }
    }
    found
}

#[test]
fn looks_that_differ_have_signs_that_differ() {
    let mut stage = Stage::sample();
    stage.theme = Some("dark".into());
    for keys in SCREENS {
        for size in SIZES {
            let styled = stage.styled(keys, size);
            let (mut row, mut above) = ("", "");
            let mut looks: Vec<(usize, usize, String)> = Vec::new();
            let check = |row: &str, above: &str, looks: &[(usize, usize, String)]| {
                // A bar may take the look of the number over it, which has the sign.
                if above.contains('!') || above.contains('~') {
                    return;
                }
                // Wide letters move the columns; their rows are looked at in the next size.
                if row.chars().any(|c| c as u32 > 0x2fff) {
                    return;
                }
                let fills = fills(row, looks);
                for (n, (sign, look)) in fills.iter().enumerate() {
                    let same = fills.iter().skip(n + 1).find(|(other, its)| other == sign && its != look);
                    assert_eq!(
                        same, None,
                        "{keys} {size:?}: {sign} in two looks: {look} and another\n{row}\n{looks:?}"
                    );
                }
            };
            for line in styled.lines() {
                match line.strip_prefix("    ").and_then(|line| line.split_once(' ')) {
                    Some((range, look))
                        if range.contains("..") && range.split("..").all(|n| n.parse::<usize>().is_ok()) =>
                    {
                        let (from, to) = range.split_once("..").unwrap();
                        looks.push((from.parse().unwrap(), to.parse().unwrap(), look.to_owned()));
                    }
                    Some(_) | None => {
                        check(row, above, &looks);
                        (above, row, looks) = (row, line, Vec::new());
                    }
                }
            }
            check(row, above, &looks);
        }
    }
}

#[test]
fn a_flag_has_its_sign_or_its_word_wherever_it_has_its_colour() {
    let mut stage = Stage::sample();
    stage.theme = Some("dark".into());
    let red = "#FF8791";
    for keys in SCREENS {
        let styled = stage.styled(keys, (120, 36));
        let mut row = "";
        for line in styled.lines() {
            let Some((range, look)) = line.strip_prefix("    ").and_then(|line| line.split_once(' ')) else {
                row = line;
                continue;
            };
            // Wide letters move the columns.
            if !look.contains(red) || row.chars().any(|c| c as u32 > 0x2fff) {
                continue;
            }
            let Some((from, to)) = range.split_once("..").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)))
            else {
                continue;
            };
            let cells: Vec<char> = row.chars().collect();
            let run: String = cells.get(from..std::cmp::min(to, cells.len())).unwrap_or_default().iter().collect();
            let says = run.chars().any(|c| !c.is_whitespace());
            assert!(says, "{keys}: red on nothing\n{row}\n{line}");
        }
    }
}
