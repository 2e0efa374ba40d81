//! Sorting by place: one sort for all kinds of items, where each would have its own.

use alloc::vec::Vec;

/// Brings items into the order of a key, those of one key in the order they have.
///
/// What a parse finds is nearly always in order already. The numbers are sorted, not the items, so that the sort is
/// compiled once; in the browser each one costs what a page loads.
pub(crate) fn order_by<T>(items: &mut [T], key: impl Fn(&T) -> (u32, u64)) {
    if items.is_sorted_by_key(&key) {
        return;
    }
    let mut order: Vec<(u32, u64, usize)> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let (first, second) = key(item);
        order.push((first, second, at));
    }
    order.sort_unstable();
    // Each item goes to its place along the cycle that it is on.
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let from = core::mem::replace(&mut order[at].2, at);
            if from == start || from == at {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(keys in prop::collection::vec((0u32..9, 0u64..3), 0..60)) {
            let mut items: Vec<_> = keys.into_iter().enumerate().collect();
            let mut sorted = items.clone();
            sorted.sort_by_key(|&(_, key)| key);
            order_by(&mut items, |&(_, key)| key);
            prop_assert_eq!(items, sorted);
        }
    }
}
