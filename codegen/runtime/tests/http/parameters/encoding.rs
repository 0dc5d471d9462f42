//! What is encoded, in which place, and what is not.

use super::{cookie, header, path, query};
use codegen_runtime::serde_json::json;
use codegen_runtime::{Nullable, Parameter};

#[test]
fn what_is_not_unreserved_is_encoded_unless_that_is_wanted() {
    let text = "-._~ é:/?#[]@!$&'()*+,;=%|%2f%zz\"\\";
    let plain = "-._~%20%C3%A9%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%7C%252f%25zz%22%5C";
    let kept = |question: &str, comma: &str, semicolon: &str| {
        format!("-._~%20%C3%A9:/{question}%23[]@!$&'()*+{comma}{semicolon}=%25%7C%2f%25zz%22%5C")
    };
    assert_eq!(path("color", &text).unwrap(), plain);
    assert_eq!(query("x", &text).unwrap(), format!("x={plain}"));
    assert_eq!(cookie("x", &text).unwrap(), format!("x={plain}"));
    let reserved = |name| Parameter::new(name).reserved();
    assert_eq!(path(reserved("color"), &text).unwrap(), kept("%3F", ",", ";"));
    let query_text = query(reserved("x"), &text).unwrap();
    assert_eq!(query_text, format!("x={}", kept("?", ",", ";")));
    let cookie_text = cookie(reserved("x"), &text).unwrap();
    assert_eq!(cookie_text, format!("x={}", kept("?", "%2C", "%3B")));
    assert_eq!(
        header("color", &"a b/%20,=é"[..9].trim_end_matches('=')).unwrap(),
        "a b/%20,"
    );

    let object = json!({"a &=": "b &="});
    assert_eq!(query("x", &object).unwrap(), "a%20%26%3D=b%20%26%3D");
    assert_eq!(
        query(Parameter::new("x[y]").deep_object(), &object).unwrap(),
        "x%5By%5D%5Ba%20%26%3D%5D=b%20%26%3D"
    );
    assert_eq!(query("a &=", &1_i64).unwrap(), "a%20%26%3D=1");
    assert_eq!(cookie("$a;b|", &1_i64).unwrap(), "$a%3Bb|=1");
}

#[test]
fn a_value_can_be_json() {
    let value = json!({"a": ["é\u{7f}😀", 1.0, null]});
    let encoded = "%7B%22a%22%3A%5B%22%C3%A9%7F%F0%9F%98%80%22%2C1.0%2Cnull%5D%7D";
    let json = |name| Parameter::new(name).json();
    assert_eq!(path(json("color"), &value).unwrap(), encoded);
    assert_eq!(query(json("x"), &value).unwrap(), format!("x={encoded}"));
    assert_eq!(cookie(json("x"), &value).unwrap(), format!("x={encoded}"));
    assert_eq!(
        header(json("color"), &value).unwrap(),
        r#"{"a":["\u00e9\u007f\ud83d\ude00",1.0,null]}"#
    );
    assert_eq!(query(json("x"), &"a").unwrap(), "x=%22a%22");
    assert_eq!(query(json("x"), &Nullable::<i64>::Null).unwrap(), "x=null");
    assert_eq!(query(json("x"), &None::<i64>).unwrap(), "nothing");
    assert_eq!(query(json("x"), &Vec::<i64>::new()).unwrap(), "x=%5B%5D");
}
