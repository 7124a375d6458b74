//! What the file says of itself: document information, XMP, language, output intent, identifier.

use super::content::compress;
use super::file::PdfFile;
use super::standard::PdfStandard;
use super::{icc, object};
use crate::document::{Document, Metadata};
use crate::write::WriteError;
use lopdf::{Dictionary, Object, Stream};

const PRODUCER: &str = concat!("citybrief ", env!("CARGO_PKG_VERSION"), " (printpdf)");

pub(super) fn add_to(
    file: &mut PdfFile,
    document: &Document,
    standard: PdfStandard,
) -> Result<(), WriteError> {
    let meta = &document.meta;
    let xmp = Stream::new(
        Dictionary::from_iter([("Type", name("Metadata")), ("Subtype", name("XML"))]),
        xmp(meta, standard).into_bytes(),
    );
    let xmp = file.add_plain_stream(xmp);
    let intent = match standard.archive_level() {
        Some(_) => Some(output_intent(file)?),
        None => None,
    };
    let language = meta.language.as_ref().map(|l| l.as_str().to_owned());
    let catalog = file.catalog_mut()?;
    catalog.set("Metadata", xmp);
    catalog.set("ViewerPreferences", Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]));
    // The shape of the window is the reader's choice.
    catalog.remove(b"PageLayout");
    if let Some(language) = language {
        catalog.set("Lang", Object::string_literal(language));
    }
    if let Some(intent) = intent {
        catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    }
    file.set_info(info(meta));
    let hash = file.hash();
    let mut id = [0; 16];
    id.copy_from_slice(&hash.as_bytes()[..16]);
    file.set_id(id);
    Ok(())
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

fn output_intent(file: &mut PdfFile) -> Result<Dictionary, WriteError> {
    let profile = compress(&icc::srgb())?;
    let dictionary = Dictionary::from_iter([("N", Object::Integer(3)), ("Filter", name("FlateDecode"))]);
    let profile = file.add(Stream::new(dictionary, profile));
    let condition = || Object::string_literal("sRGB IEC61966-2.1");
    Ok(Dictionary::from_iter([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", condition()),
        ("Info", condition()),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

fn info(meta: &Metadata) -> Dictionary {
    let keywords = meta.keywords.join(", ");
    let texts = [
        ("Title", Some(meta.title.as_str())),
        ("Author", meta.author.as_deref()),
        ("Subject", meta.subject.as_deref()),
        ("Keywords", Some(keywords.as_str())),
        ("Producer", Some(PRODUCER)),
    ];
    let mut info = Dictionary::new();
    for (key, text) in texts {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            info.set(key, object::text(text));
        }
    }
    if let Some(date) = meta.date {
        let date = format!("D:{}000000Z", date.format("%Y%m%d"));
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    info
}

/// The XMP packet (ISO 16684-1), in the order of its namespaces.
fn xmp(meta: &Metadata, standard: PdfStandard) -> String {
    let mut body = String::new();
    let alternative = |tag: &str, text: &str| {
        format!(
            "<{tag}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{tag}>\n",
            escape(text)
        )
    };
    if !meta.title.is_empty() {
        body += &alternative("dc:title", &meta.title);
    }
    if let Some(author) = meta.author.as_deref().filter(|a| !a.is_empty()) {
        body += &format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", escape(author));
    }
    if let Some(subject) = meta.subject.as_deref().filter(|s| !s.is_empty()) {
        body += &alternative("dc:description", subject);
    }
    if let Some(language) = &meta.language {
        body += &format!("<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n");
    }
    if !meta.keywords.is_empty() {
        body += &format!("<pdf:Keywords>{}</pdf:Keywords>\n", escape(&meta.keywords.join(", ")));
    }
    body += &format!("<pdf:Producer>{PRODUCER}</pdf:Producer>\n");
    if let Some(date) = meta.date {
        let date = date.format("%Y-%m-%dT00:00:00Z");
        body +=
            &format!("<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n");
    }
    if let Some(level) = standard.archive_level() {
        body += &format!("<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>{level}</pdfaid:conformance>\n");
    }
    if standard.is_accessible() {
        body += "<pdfuaid:part>1</pdfuaid:part>\n";
        if standard.archive_level().is_some() {
            body += ACCESSIBILITY_SCHEMA;
        }
    }
    format!("{PACKET_START}{body}{PACKET_END}")
}

const PACKET_START: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\"
 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"
 xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"
 xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"
 xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"
 xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"
 xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"
 xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"
 xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
";

const PACKET_END: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

/// PDF/A knows only properties that it names or that are described (ISO 19005-2, 6.6.2.3).
const ACCESSIBILITY_SCHEMA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
";

/// Text in XML; control characters have no place there.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
