//! The way through, stage by stage, with a gate behind each that can fail.

use std::thread;
use std::time::Instant;

use crate::calls;
use crate::config::{Config, Features, Layout, Manifest, Spec};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::emit;
use crate::failure::Failure;
use crate::load::{self, Document};
use crate::mock::{self, Mock};
use crate::model::Api;
use crate::output::GeneratedFile;
use crate::plan::{self, ClientCrate, Formats, Place, Settings};
use crate::proof::{self, Proof};
use crate::record::Record;
use crate::render;
use crate::report::{self, Report};
use crate::resolve::{self, Selection, Skipped};
use crate::runtime;
use crate::source::{Source, Sources};

/// A run: what it was told, what it read, and what it has to report.
pub(crate) struct Run<'a> {
    pub(crate) config: &'a Config,
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) report: Report,
    pub(crate) skipped: Vec<Skipped>,
    formats: Formats,
    started: Instant,
}

impl<'a> Run<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        Self {
            config,
            sources: config.sources.clone(),
            diagnostics: Diagnostics::new(),
            report: Report::default(),
            skipped: Vec::new(),
            formats: Formats::default(),
            started: Instant::now(),
        }
    }

    /// Ends the run without a result.
    pub(crate) fn fail(self) -> Failure {
        Failure::new(self.diagnostics, self.sources)
    }

    /// Reads the description, unless it has been.
    pub(crate) fn open(&mut self) -> Option<()> {
        let started = Instant::now();
        if self.sources.document().is_none()
            && let Err(diagnostic) = self.read()
        {
            self.diagnostics.push(diagnostic);
            return None;
        }
        self.report.seconds.load = started.elapsed().as_secs_f64();
        Some(())
    }

    /// Text to document.
    pub(crate) fn load(&mut self) -> Option<Document> {
        self.open()?;
        let started = Instant::now();
        let document = load::load(&mut self.sources, &mut self.diagnostics);
        self.report.seconds.load += started.elapsed().as_secs_f64();
        let document = document.filter(|_| !self.diagnostics.has_errors())?;
        document
            .declared_version()
            .clone_into(&mut self.report.document.openapi);
        self.report.document.bytes = self
            .sources
            .document()
            .map_or(0, |source| source.text().len());
        Some(document)
    }

    fn read(&mut self) -> Result<(), Diagnostic> {
        match &self.config.spec {
            Spec::File(path) => self.sources.open_document(path),
            Spec::Stdin => self
                .sources
                .read_document("<stdin>", std::io::stdin().lock()),
            Spec::Text { name, text } => {
                self.sources
                    .set_document(Source::new(name.as_str(), text.as_str()));
                Ok(())
            }
        }
    }

    /// Document to model.
    pub(crate) fn resolve(&mut self, document: &Document) -> Option<Api> {
        let started = Instant::now();
        let selection = Selection {
            include: &self.config.include,
            exclude: &self.config.exclude,
            idempotent: &self.config.idempotent,
            pages: &self.config.pages,
        };
        let resolved = resolve::resolve(
            document,
            selection,
            self.config.missing_type,
            &mut self.diagnostics,
        );
        self.report.seconds.resolve = started.elapsed().as_secs_f64();
        self.report.document.title.clone_from(&resolved.api.title);
        self.report.operations.total = resolved.total_operations;
        self.report.schemas.total = resolved.total_schemas;
        self.skipped.extend(resolved.skipped);
        (!self.diagnostics.has_errors()).then_some(resolved.api)
    }

    /// Model to plan.
    pub(crate) fn plan(&mut self, api: &Api) -> Option<ClientCrate> {
        let started = Instant::now();
        self.formats = Formats::new(self.config, api, &mut self.diagnostics);
        let settings = Settings {
            place: match self.config.layout {
                Layout::Crate => Place::Crate,
                Layout::Module => Place::Module,
            },
            package_name: self.config.package_name.clone(),
            package_version: self.config.package_version.clone(),
            user_agent: self.config.user_agent.clone(),
            headers: self.config.headers.clone().into_iter().collect(),
            rate_limit_headers: self.config.rate_limit_headers.given(),
            unknown_members: self.config.unknown_members,
            features: match (self.config.features, self.config.manifest) {
                // Whoever writes the manifest decides on its features.
                (Features::Automatic, Manifest::Handwritten) => Features::None,
                (features, _) => features,
            },
            formats: self.formats.clone(),
            defaults: self.config.defaults,
            constraints: self.config.constraints,
            enums: self.config.enums,
            unions: self.config.unions,
            with_mock: self.config.with_mock,
        };
        let planned = plan::plan(api, settings, &mut self.diagnostics);
        self.report.seconds.plan = started.elapsed().as_secs_f64();
        self.skipped.extend(planned.skipped);
        let modules = &planned.krate.modules;
        self.report.operations.generated = modules.iter().map(|module| module.methods.len()).sum();
        self.report.operations.skipped = report::skipped(&self.skipped, &self.sources);
        self.report.schemas.generated = planned.krate.all_models().count();
        if self.report.operations.generated + self.report.schemas.generated == 0 {
            self.diagnostics
                .push(nothing_left(!self.skipped.is_empty()));
        }
        (!self.diagnostics.has_errors()).then_some(planned.krate)
    }

    /// What the mock server of the client knows, if it has one.
    pub(crate) fn mock(&self, document: &Document, api: &Api, krate: &ClientCrate) -> Option<Mock> {
        let is_wanted = self.config.with_mock;
        is_wanted.then(|| mock::mock(document, api, krate))
    }

    /// Plan to text.
    pub(crate) fn render(
        &mut self,
        krate: &ClientCrate,
        proof: Option<&Proof>,
        mock: Option<&Mock>,
    ) -> Option<Vec<GeneratedFile>> {
        let started = Instant::now();
        let mut sources = emit::emit(krate);
        sources.extend(proof.map(|proof| emit::proof(krate, &proof.types)));
        sources.extend(proof.map(|_| emit::calls(krate)));
        self.report.seconds.emit = started.elapsed().as_secs_f64();
        let started = Instant::now();
        let rendered = render::render(&sources);
        self.report.seconds.render = started.elapsed().as_secs_f64();
        let mut files = match rendered {
            Ok(files) => files,
            Err(message) => {
                self.diagnostics
                    .push(Diagnostic::error(Code::Internal, message));
                return None;
            }
        };
        if krate.place == Place::Crate {
            files.extend(runtime::files(&krate.used.parts));
        }
        files.extend(mock.map(|mock| mock.file(krate.place)));
        files.extend(proof.map(Proof::files).into_iter().flatten());
        files.extend(
            proof
                .map(|_| calls::files(&krate.name, &krate.used.parts))
                .into_iter()
                .flatten(),
        );
        if krate.place == Place::Crate && self.config.manifest == Manifest::Generated {
            let mut manifest = emit::manifest(krate, &self.config.dependencies);
            if proof.is_some() {
                manifest.push_str(&proof::manifest_section());
                manifest.push_str(&calls::manifest_section(
                    &krate.name,
                    krate.features().next().is_some(),
                ));
            }
            files.push(GeneratedFile::toml("Cargo.toml".to_owned(), &manifest));
        }
        files.sort_by(|a, b| a.path().cmp(b.path()));
        self.report.output.files = files.len();
        self.report.output.lines = files.iter().map(GeneratedFile::lines).sum();
        self.report.output.bytes = files.iter().map(|file| file.text().len()).sum();
        Some(files)
    }

    /// How many warnings there are so far.
    pub(crate) fn warnings(&self) -> usize {
        report::counted(&self.diagnostics).warnings
    }

    /// The whole way from text to text.
    pub(crate) fn files(&mut self) -> Option<Vec<GeneratedFile>> {
        let document = self.load()?;
        let api = self.resolve(&document)?;
        let mut krate = self.plan(&api)?;
        self.deny_warnings()?;
        let is_proved = self.config.with_tests && krate.place == Place::Crate;
        let proof = is_proved.then(|| {
            let missing_type = self.config.missing_type;
            proof::proof(&document, &api, &krate, (&self.formats, missing_type))
        });
        // A test may read what no operation gives.
        for (_, ty) in proof.iter().flat_map(|proof| &proof.types) {
            krate.used.add(ty);
        }
        let mock = self.mock(&document, &api, &krate);
        let mut files = self.render(&krate, proof.as_ref(), mock.as_ref())?;
        let record = Record::of(self, &files);
        files.extend(record.map(|record| record.file()));
        // To let go of so much takes a while, and nobody has to wait for it.
        thread::spawn(move || drop((document, api, krate)));
        Some(files)
    }

    fn deny_warnings(&mut self) -> Option<()> {
        let warnings = self.warnings();
        if !self.config.deny_warnings || warnings == 0 {
            return Some(());
        }
        let plural = if warnings == 1 {
            "a warning"
        } else {
            "warnings"
        };
        let message = format!("{plural} where none is allowed");
        self.diagnostics.push(
            Diagnostic::error(Code::DeniedWarnings, message)
                .help("mend the description, or allow warnings"),
        );
        None
    }

    /// Ends the clock and counts the diagnostics.
    pub(crate) fn finish_report(&mut self) -> Report {
        self.report.seconds.total = self.started.elapsed().as_secs_f64();
        self.report.diagnostics = report::counted(&self.diagnostics);
        std::mem::take(&mut self.report)
    }
}

fn nothing_left(is_skipped: bool) -> Diagnostic {
    let (message, help) = if is_skipped {
        (
            "none of the operations can be generated",
            "the warnings say why; mend the description, or select other operations",
        )
    } else {
        (
            "there is nothing to generate: no operation and no schema",
            "describe operations under `paths`, or select others",
        )
    };
    Diagnostic::error(Code::NothingGenerated, message).help(help)
}
