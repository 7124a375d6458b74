//! What the schema of WordprocessingML asks for and docx-rs does not give: the order of properties, and
//! attributes that do not belong (ECMA-376 part 1, annex A.1).
//!
//! Knows nothing of the document. Start with [`mend`].

use super::xml::Element;

/// Order of paragraph properties (CT_PPr).
#[rustfmt::skip]
const PARAGRAPH: [&str; 35] = [
    "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr",
    "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
    "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap",
    "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:rPr", "w:sectPr", "w:pPrChange",
];

/// Order of run properties (EG_RPrBase).
#[rustfmt::skip]
const RUN: [&str; 40] = [
    "w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps", "w:strike", "w:dstrike",
    "w:outline", "w:shadow", "w:emboss", "w:imprint", "w:noProof", "w:snapToGrid", "w:vanish", "w:webHidden",
    "w:color", "w:spacing", "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect",
    "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout",
    "w:specVanish", "w:oMath", "w:rPrChange",
];

/// Order of table properties (CT_TblPr).
#[rustfmt::skip]
const TABLE: [&str; 17] = [
    "w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize",
    "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd",
    "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription",
];

/// Order of cell properties (CT_TcPr).
#[rustfmt::skip]
const CELL: [&str; 13] = [
    "w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar",
    "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark",
];

/// Order of settings (CT_Settings), as far as a document may hold those that the writer sets after others.
#[rustfmt::skip]
pub(super) const SETTINGS: [&str; 98] = [
    "w:writeProtection", "w:view", "w:zoom", "w:removePersonalInformation", "w:removeDateAndTime",
    "w:doNotDisplayPageBoundaries", "w:displayBackgroundShape", "w:printPostScriptOverText",
    "w:printFractionalCharacterWidth", "w:printFormsData", "w:embedTrueTypeFonts", "w:embedSystemFonts",
    "w:saveSubsetFonts", "w:saveFormsData", "w:mirrorMargins", "w:alignBordersAndEdges",
    "w:bordersDoNotSurroundHeader", "w:bordersDoNotSurroundFooter", "w:gutterAtTop", "w:hideSpellingErrors",
    "w:hideGrammaticalErrors", "w:activeWritingStyle", "w:proofState", "w:formsDesign", "w:attachedTemplate",
    "w:linkStyles", "w:stylePaneFormatFilter", "w:stylePaneSortMethod", "w:documentType", "w:mailMerge",
    "w:revisionView", "w:trackRevisions", "w:doNotTrackMoves", "w:doNotTrackFormatting",
    "w:documentProtection", "w:autoFormatOverride", "w:styleLockTheme", "w:styleLockQFSet",
    "w:defaultTabStop", "w:autoHyphenation", "w:consecutiveHyphenLimit", "w:hyphenationZone",
    "w:doNotHyphenateCaps", "w:showEnvelope", "w:summaryLength", "w:clickAndTypeStyle",
    "w:defaultTableStyle", "w:evenAndOddHeaders", "w:bookFoldRevPrinting", "w:bookFoldPrinting",
    "w:bookFoldPrintingSheets", "w:drawingGridHorizontalSpacing", "w:drawingGridVerticalSpacing",
    "w:displayHorizontalDrawingGridEvery", "w:displayVerticalDrawingGridEvery",
    "w:doNotUseMarginsForDrawingGridOrigin", "w:drawingGridHorizontalOrigin",
    "w:drawingGridVerticalOrigin", "w:doNotShadeFormData", "w:noPunctuationKerning",
    "w:characterSpacingControl", "w:printTwoOnOne", "w:strictFirstAndLastChars", "w:noLineBreaksAfter",
    "w:noLineBreaksBefore", "w:savePreviewPicture", "w:doNotValidateAgainstSchema",
    "w:saveInvalidXml", "w:ignoreMixedContent", "w:alwaysShowPlaceholderText",
    "w:doNotDemarcateInvalidXml", "w:saveXmlDataOnly", "w:useXSLTWhenSaving", "w:saveThroughXslt",
    "w:showXMLTags", "w:alwaysMergeEmptyNamespace", "w:updateFields", "w:hdrShapeDefaults",
    "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema",
    "w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats",
    "w:doNotAutoCompressPictures", "w:forceUpgrade", "w:captions", "w:readModeInkLockDown",
    "w:smartTagType", "sl:schemaLibrary", "w:shapeDefaults", "w:doNotEmbedSmartTags", "w:decimalSymbol",
    "w:listSeparator",
];

/// Puts right an element that docx-rs wrote, and all within it.
pub(super) fn mend(element: &mut Element) {
    match element.name.as_ref() {
        "w:p" => element.unset("w14:paraId"),
        "w:pPr" => {
            remove_empty(element, "w:rPr");
            sort(element, &PARAGRAPH);
        }
        "w:rPr" => sort(element, &RUN),
        "w:tblPr" => {
            element.remove("w:tblBorders");
            element.remove("w:jc");
            sort(element, &TABLE);
        }
        "w:tcPr" => sort(element, &CELL),
        "w:numPr" => sort(element, &["w:ilvl", "w:numId"]),
        "w:gridCol" => element.unset("w:type"),
        "w:fldChar" => element.unset("w:dirty"),
        _ => {}
    }
    element.elements_mut().for_each(mend);
    for name in ["w:rPr", "w:pPr", "w:trPr", "w:r"] {
        remove_empty(element, name);
    }
}

/// Sorts properties into the schema's order; what the order does not name goes last.
pub(super) fn sort(element: &mut Element, order: &[&str]) {
    let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
    element.children.sort_by_key(|node| node.element().map_or(order.len(), |e| rank(&e.name)));
}

/// Sorts run properties after one was added.
pub(super) fn sort_run(properties: &mut Element) {
    sort(properties, &RUN);
}

/// Sorts paragraph properties after one was added.
pub(super) fn sort_paragraph(properties: &mut Element) {
    sort(properties, &PARAGRAPH);
}

/// Sorts table properties after one was added.
pub(super) fn sort_table(properties: &mut Element) {
    sort(properties, &TABLE);
}

fn remove_empty(element: &mut Element, name: &str) {
    element.children.retain(|node| {
        node.element().is_none_or(|e| e.name != name || !e.children.is_empty() || !e.attributes.is_empty())
    });
}
