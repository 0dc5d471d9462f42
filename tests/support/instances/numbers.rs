//! Numbers within bounds.

use serde_json::{Map, Value, json};

/// Whole numbers: the least, the greatest, and one that nobody asked for.
pub(super) fn integers(schema: &Map<String, Value>) -> Vec<Value> {
    let [least, most] = bounds(schema);
    let step = number(schema, "multipleOf")
        .filter(|step| step.fract() == 0.0)
        .unwrap_or(1.0);
    let least = least.map(|(bound, is_open)| {
        let whole = (bound / step).ceil() * step;
        if is_open && whole <= bound {
            whole + step
        } else {
            whole
        }
    });
    let most = most.map(|(bound, is_open)| {
        let whole = (bound / step).floor() * step;
        if is_open && whole >= bound {
            whole - step
        } else {
            whole
        }
    });
    let mut candidates = vec![step * 42.0, step, 0.0];
    candidates.splice(0..0, [least, most].into_iter().flatten());
    candidates.retain(|number| {
        least.is_none_or(|least| *number >= least) && most.is_none_or(|most| *number <= most)
    });
    // Further out, a float skips whole numbers.
    let exact = 9_007_199_254_740_992.0;
    candidates.retain(|number: &f64| number.abs() <= exact);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "they are whole, and small enough"
    )]
    let whole = |number: f64| json!(number as i64);
    candidates.into_iter().map(whole).collect()
}

/// Numbers: the bounds, what lies between them, and one with a fraction.
pub(super) fn numbers(schema: &Map<String, Value>) -> Vec<Value> {
    let [least, most] = bounds(schema);
    let step = number(schema, "multipleOf");
    let near = |(bound, is_open): (f64, bool), side: f64| {
        if is_open {
            bound + side * step.unwrap_or(0.5)
        } else {
            bound
        }
    };
    let mut candidates = Vec::new();
    if let (Some((least, _)), Some((most, _))) = (least, most) {
        candidates.push(f64::midpoint(least, most));
    }
    candidates.extend(least.map(|bound| near(bound, 1.0)));
    candidates.extend(most.map(|bound| near(bound, -1.0)));
    candidates.extend(step.map(|step| step * 3.0));
    candidates.extend([1.5, 42.0, 0.0, -1.5, 0.25]);
    candidates.into_iter().map(Value::from).collect()
}

/// The least and the greatest value, each with whether it is out of reach itself.
fn bounds(schema: &Map<String, Value>) -> [Option<(f64, bool)>; 2] {
    let bound = |closed: &str, open: &str| {
        let open = number(schema, open).map(|bound| (bound, true));
        open.or_else(|| number(schema, closed).map(|bound| (bound, false)))
    };
    [
        bound("minimum", "exclusiveMinimum"),
        bound("maximum", "exclusiveMaximum"),
    ]
}

fn number(schema: &Map<String, Value>, key: &str) -> Option<f64> {
    schema.get(key)?.as_f64()
}
