//! `codegen.toml`: the settings of a run as a file, in which an unknown key is an error.

use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::{
    Bytes, Config, Constraints, Dates, Defaults, Features, Layout, Manifest, MissingType, Openness,
    Paging, RateLimitHeaders, Selector, TypePath, UnknownMembers, Uuids,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Sources};

/// What helps where no key is near.
const OTHER_KEYS: &str = "the README of `codegen` lists the keys that there are";

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    spec: String,
    output: String,
    #[serde(default)]
    layout: LayoutKey,
    #[serde(default)]
    manifest: ManifestKey,
    #[serde(default)]
    tests: bool,
    #[serde(default)]
    mock: bool,
    #[serde(default)]
    deny_warnings: bool,
    #[serde(default)]
    package: PackageTable,
    #[serde(default)]
    client: ClientTable,
    #[serde(default)]
    operations: OperationsTable,
    #[serde(default)]
    pages: PagesTable,
    #[serde(default)]
    schemas: SchemasTable,
    #[serde(default)]
    formats: FormatsTable,
    #[serde(default)]
    dependencies: toml::Table,
}

/// How lists come page by page, by selector.
type PagesTable = IndexMap<String, Spanned<toml::Value>>;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FormatsTable {
    #[serde(default)]
    dates: Dates,
    #[serde(default)]
    uuid: Uuids,
    #[serde(default)]
    byte: Bytes,
    #[serde(default)]
    types: IndexMap<String, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct SchemasTable {
    #[serde(default)]
    missing_type: MissingTypeKey,
    #[serde(default)]
    unknown_members: UnknownMembersKey,
    #[serde(default)]
    defaults: Defaults,
    #[serde(default)]
    constraints: Constraints,
    #[serde(default)]
    enums: Openness,
    #[serde(default)]
    unions: Openness,
    #[serde(default)]
    types: IndexMap<String, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum MissingTypeKey {
    #[default]
    Guess,
    Any,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum UnknownMembersKey {
    #[default]
    Ignore,
    Keep,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum LayoutKey {
    #[default]
    Crate,
    Module,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum ManifestKey {
    #[default]
    Generated,
    Handwritten,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PackageTable {
    name: Option<String>,
    version: Option<String>,
    features: Option<FeaturesKey>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FeaturesKey {
    PerTag,
    None,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ClientTable {
    user_agent: Option<String>,
    #[serde(default)]
    headers: IndexMap<String, String>,
    #[serde(default)]
    rate_limit_headers: RateLimitHeaders,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OperationsTable {
    #[serde(default)]
    include: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default)]
    idempotent: Vec<Spanned<String>>,
}

/// Reads the settings, or says what is wrong with them.
pub(super) fn read(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("cannot read `{}`: {error}", path.display());
            diagnostics.push(Diagnostic::error(Code::Io, message));
            return None;
        }
    };
    let source = Source::new(path.display().to_string(), text.as_str());
    let source = sources.add(source.read_from(path));
    match toml::from_str::<File>(&text) {
        Ok(mut file) => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let pages = pages(std::mem::take(&mut file.pages), source, diagnostics)?;
            let mut config = settings(file, folder, source);
            config.pages = pages;
            Some(config)
        }
        Err(error) => {
            diagnostics.push(invalid(&error, source));
            None
        }
    }
}

fn settings(file: File, folder: &Path, source: SourceId) -> Config {
    let selectors = |list: Vec<Spanned<String>>| {
        list.into_iter()
            .map(|text| {
                let span = text.span();
                Selector::placed(text.into_inner(), source, span)
            })
            .collect()
    };
    let paths = |table: IndexMap<String, Spanned<String>>| {
        let placed = |text: Spanned<String>| {
            let span = text.span();
            TypePath::placed(text.into_inner(), source, span)
        };
        let entries = table.into_iter();
        entries.map(|(name, text)| (name, placed(text))).collect()
    };
    let mut config = Config::new(folder.join(file.spec), folder.join(file.output));
    config.layout = match file.layout {
        LayoutKey::Crate => Layout::Crate,
        LayoutKey::Module => Layout::Module,
    };
    config.manifest = match file.manifest {
        ManifestKey::Generated => Manifest::Generated,
        ManifestKey::Handwritten => Manifest::Handwritten,
    };
    config.with_tests = file.tests;
    config.with_mock = file.mock;
    config.deny_warnings = file.deny_warnings;
    config.missing_type = match file.schemas.missing_type {
        MissingTypeKey::Guess => MissingType::Guess,
        MissingTypeKey::Any => MissingType::Any,
    };
    config.unknown_members = match file.schemas.unknown_members {
        UnknownMembersKey::Ignore => UnknownMembers::Ignore,
        UnknownMembersKey::Keep => UnknownMembers::Keep,
    };
    config.defaults = file.schemas.defaults;
    config.constraints = file.schemas.constraints;
    config.enums = file.schemas.enums;
    config.unions = file.schemas.unions;
    config.formats.dates = file.formats.dates;
    config.formats.uuid = file.formats.uuid;
    config.formats.byte = file.formats.byte;
    config.formats.types = paths(file.formats.types);
    config.schema_types = paths(file.schemas.types);
    config.dependencies = file.dependencies;
    config.package_name = file.package.name;
    config.package_version = file.package.version;
    config.features = match file.package.features {
        None => Features::Automatic,
        Some(FeaturesKey::PerTag) => Features::PerTag,
        Some(FeaturesKey::None) => Features::None,
    };
    config.user_agent = file.client.user_agent;
    config.headers = file.client.headers;
    config.rate_limit_headers = file.client.rate_limit_headers;
    config.include = selectors(file.operations.include);
    config.exclude = selectors(file.operations.exclude);
    config.idempotent = selectors(file.operations.idempotent);
    config
}

/// How lists come page by page; or what is wrong with that.
fn pages(
    table: PagesTable,
    source: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(Selector, Option<Paging>)>> {
    let mut all = Vec::new();
    let mut is_valid = true;
    for (selector, value) in table {
        let span = value.span();
        let value = serde_json::to_value(value.into_inner()).unwrap_or_default();
        match Paging::read(value) {
            Ok(paging) => all.push((Selector::placed(selector, source, span), paging)),
            Err(message) => {
                is_valid = false;
                let help = suggestion(&message).unwrap_or_else(|| OTHER_KEYS.to_owned());
                let diagnostic = Diagnostic::error(Code::InvalidConfig, message).help(help);
                diagnostics.push(diagnostic.at_span(source, span));
            }
        }
    }
    is_valid.then_some(all)
}

fn invalid(error: &toml::de::Error, source: SourceId) -> Diagnostic {
    let message = error.message().to_owned();
    let help = suggestion(&message).unwrap_or_else(|| OTHER_KEYS.to_owned());
    let diagnostic = Diagnostic::error(Code::InvalidConfig, message).help(help);
    match error.span() {
        Some(span) => diagnostic.at_span(source, span),
        None => diagnostic.at_span(source, 0..0),
    }
}

/// The key that was meant, read off the parser's list of those that would do.
fn suggestion(message: &str) -> Option<String> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let wrong = quoted.next()?;
    let (best, score) = quoted
        .map(|key| (key, strsim::jaro_winkler(wrong, key)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (score > 0.8).then(|| format!("did you mean `{best}`?"))
}
