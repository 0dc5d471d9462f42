//! Which members of an object have been read.

/// Which members of an object have been read: a set of indexes, without allocation as long as they are below 128.
pub(super) struct Seen {
    low: u128,
    high: Vec<u128>,
}

impl Seen {
    const BITS: usize = 128;

    pub(super) fn new(members: usize) -> Self {
        let more = members.saturating_sub(1) / Self::BITS;
        Self {
            low: 0,
            high: vec![0; more],
        }
    }

    /// Adds an index; false where it is there already.
    pub(super) fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % Self::BITS);
        let Some(word) = self.word(index) else {
            return true;
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    pub(super) fn contains(&self, index: usize) -> bool {
        let word = match index / Self::BITS {
            0 => Some(&self.low),
            more => self.high.get(more - 1),
        };
        word.is_some_and(|word| word & (1 << (index % Self::BITS)) != 0)
    }

    fn word(&mut self, index: usize) -> Option<&mut u128> {
        match index / Self::BITS {
            0 => Some(&mut self.low),
            more => self.high.get_mut(more - 1),
        }
    }
}
