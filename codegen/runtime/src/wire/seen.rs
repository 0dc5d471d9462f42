//! Which members of an object have been read.

/// Which members of an object have been read: a set of indexes, without allocation below 128.
pub(super) struct Seen {
    low: [u64; 2],
    high: Vec<u64>,
}

impl Seen {
    /// An empty set for as many members.
    pub(super) fn new(members: usize) -> Self {
        let words = members.div_ceil(64);
        Self {
            low: [0; 2],
            high: vec![0; words.saturating_sub(2)],
        }
    }

    /// Adds an index; false where it is there already.
    #[inline]
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let word = match index / 64 {
            word @ (0 | 1) => Some(&mut self.low[word]),
            word => self.high.get_mut(word - 2),
        };
        word.is_none_or(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    }

    #[inline]
    pub(super) fn contains(&self, index: usize) -> bool {
        let word = match index / 64 {
            word @ (0 | 1) => Some(&self.low[word]),
            word => self.high.get(word - 2),
        };
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }
}
