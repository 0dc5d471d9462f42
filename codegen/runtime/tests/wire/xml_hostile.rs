//! XML from servers that mean harm, or of which nobody knows how much it will cost.

use super::xml::{read, refusal};
use super::xml_models::{Closed, Tree};
use codegen_runtime::wire::xml::from_xml;
use serde_json::{Value, json};

#[test]
fn hostile_documents_are_refused() {
    let nested = |depth: usize| "<inner>".repeat(depth) + &"</inner>".repeat(depth);
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"#;
    let outside = r#"<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>"#;
    let attribute = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><a b="&b;"/>"#;
    let cases = [
        (bomb.to_owned(), "refers to an entity"),
        (outside.to_owned(), "refers to an entity"),
        (attribute.to_owned(), ""),
        (nested(129), "more than 128 deep"),
        ("<a>".repeat(1_000_000), "more than 128 deep"),
        ("<a><b></a></b>".to_owned(), ""),
        ("<a>".to_owned(), "ends before"),
        (String::new(), "ends before"),
        ("no XML".to_owned(), "found a text"),
        ("<a/><b/>".to_owned(), "second root"),
        (r#"<a b="1" b="2"/>"#.to_owned(), "there twice"),
        ("<a>&#1;</a>".to_owned(), "character"),
        ("<a>\u{1}</a>".to_owned(), "character"),
    ];
    for (document, message) in cases {
        let found = refusal::<Value>(&document);
        assert!(found.contains(message), "{found}");
    }
    assert!(from_xml::<Value>(&nested(128)).is_ok());
    let wide = format!("<a>{}</a>", "<b xmlns='urn:x' c='d'/>".repeat(20_000));
    assert!(from_xml::<Value>(&wide).is_ok());
    let attributes: Vec<_> = (0..20_000).map(|index| format!("a{index}=''")).collect();
    let attributes = attributes.join(" ");
    assert!(from_xml::<Value>(&format!("<a {attributes}/>")).is_ok());
}

#[test]
fn what_unions_may_be_is_found_out_once() {
    let depth = 120;
    let document = format!("<t>{}<x/>{}</t>", "<inner>".repeat(depth), "</inner>".repeat(depth));
    let mut tree = read::<Tree>(&document);
    let mut found = 0;
    while let Tree::Left(branch) = tree {
        found += 1;
        tree = match branch.inner {
            Some(inner) => inner,
            None => break,
        };
    }
    assert_eq!(found, depth + 1);
    // Neither is it found out twice that there is none.
    let document = document.replace("<x/>", "<leaf>a</leaf><twig>a</twig>");
    assert!(refusal::<Closed>(&document).contains("fits no case"));
    let twig = read::<Tree>("<t><twig>1</twig></t>");
    assert!(matches!(twig, Tree::Right(_)), "{twig:?}");
    let unknown = read::<Tree>("<t><leaf>a</leaf><twig>b</twig></t>");
    assert_eq!(unknown, Tree::Unknown(json!({"leaf": "a", "twig": "b"})));
}
