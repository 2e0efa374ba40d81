//! Sorting by place: one sort for all kinds of items, where each would have its own.

use alloc::vec::Vec;

/// Brings pairs into the order of their first numbers, those of one number in the order they have.
#[inline(never)]
pub(crate) fn order_pairs(pairs: &mut [(u32, u32)]) {
    pairs.sort_by_key(|pair| pair.0);
}

/// Brings items into the order of a key, those of one key in the order they have.
///
/// What a parse finds is nearly always in order already. The numbers are sorted, not the items, so that the sort is
/// compiled once; in the browser each one costs what a page loads.
pub(crate) fn order_by<T>(items: &mut [T], key: impl Fn(&T) -> (u32, u64)) {
    if items.is_sorted_by_key(&key) {
        return;
    }
    let keys: Vec<_> = items.iter().map(key).collect();
    for (one, other) in swaps_by_number(&keys) {
        items.swap(one, other);
    }
}

/// Brings items into the order of a text and a number: the short texts first, so that most need not be compared.
pub(crate) fn order_by_text<'t, T>(items: &mut [T], key: impl Fn(&T) -> (&'t str, u64)) {
    let mut order = Vec::with_capacity(items.len());
    order.extend(items.iter().zip(0..).map(|(item, at)| {
        let (text, number) = key(item);
        ((text.len(), text, number), at)
    }));
    for (one, other) in swaps_by_text(order) {
        items.swap(one, other);
    }
}

/// Sorts by the last part of the keys first, then by those before it: what is in order already stays so.
fn swaps_by_number(keys: &[(u32, u64)]) -> Vec<(usize, usize)> {
    let part = |(first, second): (u32, u64), part: usize| [second as u32, (second >> 32) as u32, first][part];
    let mut order: Vec<(u32, u32)> = (0..keys.len() as u32).map(|at| (0, at)).collect();
    for n in 0..3 {
        for (number, at) in &mut order {
            *number = part(keys[*at as usize], n);
        }
        order_pairs(&mut order);
    }
    swaps(order.into_iter().map(|(_, at)| at as usize).collect())
}

#[inline(never)]
fn swaps_by_text(mut order: Vec<((usize, &str, u64), usize)>) -> Vec<(usize, usize)> {
    order.sort_unstable();
    swaps(order.into_iter().map(|(_, at)| at).collect())
}

/// What is to be swapped, one after the other, to bring items into an order: each goes to its place along the cycle that it
/// is on.
fn swaps(mut order: Vec<usize>) -> Vec<(usize, usize)> {
    let mut swaps = Vec::with_capacity(order.len());
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = core::mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use alloc::{string::String, vec::Vec};

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

        #[test]
        fn of_the_same_text_all_stand_together(texts in prop::collection::vec("[a甲]{0,3}", 0..60)) {
            let mut items: Vec<_> = texts.iter().map(String::as_str).zip(0u64..).collect();
            let mut sorted = items.clone();
            sorted.sort_by_key(|&(text, number)| (text.len(), text, number));
            order_by_text(&mut items, |&item| item);
            prop_assert_eq!(items, sorted);
        }
    }
}
