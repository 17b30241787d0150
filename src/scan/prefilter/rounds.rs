//! Pairs in groups, as vectors look for them.

use std::array;

use super::frequencies::Frequencies;
use super::pairs::{CLASSES, FIRSTS, Seconds, first};

/// How many groups are looked for in one round, a bit for each.
const GROUPS: usize = u8::BITS as usize;

/// What a place that looks like a pair costs, in cycles more or less.
const HIT: f32 = 16.0;

/// The places that the cost of a round is for.
const PLACES: f32 = 64.0;

/// What is looked for at each place, one round after the other: with fewer rounds there are fewer groups, and more
/// places look like a pair.
#[derive(Debug)]
pub enum Rounds {
    One(Box<[Round; 1]>),
    Two(Box<[Round; 2]>),
    Four(Box<[Round; 4]>),
}

/// Groups of pairs. Each has all pairs of some firsts and some seconds.
#[derive(Debug)]
pub struct Round {
    /// By the class of the first byte its group.
    pub firsts: [u8; CLASSES],
    /// By the class of the second byte the groups that have it.
    pub seconds: [u8; CLASSES],
}

impl Rounds {
    /// As many as cost least for the pairs that are wanted. `cost` is that of a round for 64 places, in cycles more or
    /// less.
    pub fn of(seconds: &[Seconds; FIRSTS], frequencies: &Frequencies, cost: f32) -> Self {
        let [one, two, four] = [1_u8, 2, 4].map(|rounds| {
            let (groups, share) = grouped(seconds, frequencies, usize::from(rounds) * GROUPS);
            (groups, f32::from(rounds) * cost + share * PLACES * HIT)
        });
        if one.1 <= two.1.min(four.1) {
            Self::One(Box::new(rounds(&one.0)))
        } else if two.1 <= four.1 {
            Self::Two(Box::new(rounds(&two.0)))
        } else {
            Self::Four(Box::new(rounds(&four.0)))
        }
    }
}

/// Some firsts, and the seconds that one of them has.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    firsts: u32,
    seconds: Seconds,
}

/// Puts pairs into groups so that few places look like one that are none; and the share of those that do.
fn grouped(seconds: &[Seconds; FIRSTS], frequencies: &Frequencies, size: usize) -> (Vec<Group>, f32) {
    let share = |group: Group| {
        let firsts = (0..FIRSTS).filter(|first| group.firsts >> first & 1 != 0);
        firsts.map(|first| frequencies.of(first, group.seconds)).sum::<f32>()
    };
    let mut wanted: Vec<usize> = (0..FIRSTS).filter(|&first| seconds[first] != 0).collect();
    // Those that are most frequent stay alone.
    let all_of = |first: &usize| frequencies.of(*first, Seconds::MAX);
    wanted.sort_by(|a, b| all_of(b).total_cmp(&all_of(a)));
    let (mut groups, mut all) = (vec![Group::default(); size], 0.0);
    for first in wanted {
        let joined = groups.iter().map(|group| {
            let joined = Group { firsts: group.firsts | 1 << first, seconds: group.seconds | seconds[first] };
            (joined, share(joined) - share(*group))
        });
        let cheapest = joined.enumerate().min_by(|(_, (_, a)), (_, (_, b))| a.total_cmp(b));
        if let Some((at, (joined, more))) = cheapest {
            groups[at] = joined;
            all += more;
        }
    }
    (groups, all)
}

/// The rounds for some groups.
fn rounds<const NUMBER: usize>(groups: &[Group]) -> [Round; NUMBER] {
    array::from_fn(|round| {
        let groups = || groups[round * GROUPS..].iter().take(GROUPS).enumerate();
        let bits = |has: &dyn Fn(&Group) -> bool| {
            groups().fold(0, |bits, (group, of)| bits | u8::from(has(of)) << group)
        };
        Round {
            firsts: array::from_fn(|class| bits(&|group| group.firsts >> first(class) & 1 != 0)),
            seconds: array::from_fn(|class| bits(&|group| group.seconds >> class & 1 != 0)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a pair is looked for.
    fn has(rounds: &[Round], one: usize, other: usize) -> bool {
        rounds.iter().any(|round| round.firsts[one] & round.seconds[other] != 0)
    }

    fn all(rounds: &Rounds) -> &[Round] {
        match rounds {
            Rounds::One(rounds) => &rounds[..],
            Rounds::Two(rounds) => &rounds[..],
            Rounds::Four(rounds) => &rounds[..],
        }
    }

    #[test]
    fn all_pairs_are_looked_for_and_alone_where_rounds_cost_nothing() {
        let frequencies = Frequencies::of_sample(b"{\"level\": \"info\", \"msg\": \"chat completion ok\"}");
        let seconds: [Seconds; FIRSTS] = array::from_fn(|first| {
            0x9e37_79b9_7f4a_7c15_u64.rotate_left(u32::try_from(first).unwrap_or(0) * 5)
        });
        for (cost, number) in [(1e9, 1), (0.0, 4)] {
            let rounds = Rounds::of(&seconds, &frequencies, cost);
            assert_eq!(all(&rounds).len(), number);
            for (one, other) in (0..CLASSES).flat_map(|one| (0..CLASSES).map(move |other| (one, other))) {
                let is_wanted = seconds[first(one)] >> other & 1 != 0;
                let has = has(all(&rounds), one, other);
                assert!(has == is_wanted || has && number == 1, "{one} {other}");
            }
        }
    }

    #[test]
    fn one_round_is_enough_where_more_spare_nothing() {
        let frequencies = Frequencies::of_sample(&b"abcdefghijklmnopqrstuvwxyz".repeat(100));
        // A few letters, each with one that never follows.
        let mut seconds = [0; FIRSTS];
        (1..12).for_each(|first| seconds[first] = 1 << 33);
        assert!(matches!(Rounds::of(&seconds, &frequencies, 2.0), Rounds::One(_)));
        // Each letter with all but the one that follows it.
        (1..26).for_each(|first| seconds[first] = !(1 << (32 + first + 1)));
        assert!(matches!(Rounds::of(&seconds, &frequencies, 2.0), Rounds::Four(_)));
    }
}
