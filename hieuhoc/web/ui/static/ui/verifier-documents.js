// A credential of ours as JSON: what it says, and the bytes its Data Integrity proof signs (eddsa-rdfc-2022).
// No JSON-LD processor: the document must have exactly the shape we issue, and its canonical lines follow from it
// (hieuhoc/credentials/rules/badge.py writes the same ones). Another shape is not one of ours, or was changed.
"use strict";

globalThis.hieuhocDocuments = ({ fromBase58, bytesOf, invalid, unchecked, seconds, LIST_LENGTH }) => {
  const VC_CONTEXT = "https://www.w3.org/ns/credentials/v2";
  const OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
  const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
  const XSD = "http://www.w3.org/2001/XMLSchema#", XSD_S = "https://www.w3.org/2001/XMLSchema#";
  const VC = "https://www.w3.org/2018/credentials#", OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
  const SCHEMA = "https://schema.org/", STATUS = "https://www.w3.org/ns/credentials/status#";
  const SECURITY = "https://w3id.org/security#", PURPOSES = ["revocation", "suspension"];

  const same = (left, right) => {
    if (typeof left !== "object" || left === null || right === null) return left === right;
    const keys = Object.keys(left);
    return typeof right === "object" && Array.isArray(left) === Array.isArray(right)
      && keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]));
  };
  const given = (value) => {
    if (typeof value !== "string" || /[\u0000-\u001f\u007f]/.test(value)) throw invalid("malformed");
    return value;
  };
  const plain = (value, pattern) => {
    if (!pattern.test(given(value))) throw invalid("malformed");
    return value;
  };

  const wordsOf = (document) => {
    try {
      const subject = document.credentialSubject, achievement = subject.achievement, first = document.credentialStatus[0];
      const list = plain(first.statusListCredential, /\/credentials\/status\/revocation\/\d{1,6}$/);
      return {
        code: plain(document.id, /\/credentials\/[0-9A-Z]{12}$/).slice(-12),
        kind: plain(achievement.id, /\/credentials\/achievements\/[a-z]+$/).split("/").pop(),
        index: plain(first.statusListIndex, /^\d{1,7}$/), list: list.split("/").pop(),
        holder: given(subject.identifier[0].identityHash), year: plain(subject.titleYear, /^\d{4}$/),
        number: given(subject.decisionNumber), decidedOn: plain(subject.decidedOn, /^\d{4}-\d\d-\d\d$/),
        decidedBy: subject.decidedBy === undefined ? "" : given(subject.decidedBy),
        until: document.validUntil === undefined ? "" : plain(document.validUntil, /^[\dT:Z+-]+$/),
        name: given(document.name), title: given(achievement.name), description: given(achievement.description),
        narrative: given(achievement.criteria.narrative), issuer: given(document.issuer.name),
      };
    } catch (error) { throw error.word ? error : invalid("malformed"); }
  };

  const shaped = (words, history) => {
    const address = `${history.origin}/credentials/${words.code}`, until = words.until ? { validUntil: words.until } : {};
    const by = words.decidedBy ? { decidedBy: words.decidedBy } : {};
    return {
      "@context": [VC_CONTEXT, OB_CONTEXT, `${history.origin}/credentials/context/v1`],
      id: address, type: ["VerifiableCredential", "OpenBadgeCredential"], name: words.name,
      issuer: { id: history.did, type: ["Profile"], name: words.issuer, url: history.origin },
      validFrom: `${words.decidedOn}T00:00:00+07:00`, ...until,
      credentialSubject: {
        id: `${address}#holder`, type: ["AchievementSubject", "LearningTitle"],
        identifier: [{ type: "IdentityObject", hashed: false, identityHash: words.holder, identityType: "name" }],
        titleYear: words.year, decisionNumber: words.number, ...by, decidedOn: words.decidedOn,
        achievement: {
          id: `${history.origin}/credentials/achievements/${words.kind}`, type: ["Achievement"], achievementType: "Award",
          name: words.title, description: words.description,
          criteria: { id: `${history.origin}/criteria/`, narrative: words.narrative },
        },
      },
      credentialStatus: PURPOSES.map((purpose) => ({
        id: `${address}#${purpose}`, type: "BitstringStatusListEntry", statusPurpose: purpose, statusListIndex: words.index,
        statusListCredential: `${history.origin}/credentials/status/${purpose}/${words.list}`,
      })),
    };
  };

  const quoted = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  const linesOf = (words, history) => {
    const { origin, did } = history, address = `${origin}/credentials/${words.code}`, own = `${origin}/credentials/terms#`;
    const me = `<${address}>`, holder = `<${address}#holder>`, issuer = `<${did}>`, criteria = `<${origin}/criteria/>`;
    const achievement = `<${origin}/credentials/achievements/${words.kind}>`;
    const lines = [
      `${issuer} ${TYPE} <${OB}Profile>`, `${issuer} <${SCHEMA}name> ${quoted(words.issuer)}`,
      `${issuer} <${SCHEMA}url> "${origin}"^^<${XSD_S}anyURI>`,
      `${me} ${TYPE} <${OB}OpenBadgeCredential>`, `${me} ${TYPE} <${VC}VerifiableCredential>`,
      `${me} <${SCHEMA}name> ${quoted(words.name)}`, `${me} <${VC}credentialSubject> ${holder}`, `${me} <${VC}issuer> ${issuer}`,
      `${me} <${VC}validFrom> "${words.decidedOn}T00:00:00+07:00"^^<${XSD}dateTime>`,
      ...(words.until ? [`${me} <${VC}validUntil> "${words.until}"^^<${XSD}dateTime>`] : []),
      `${holder} ${TYPE} <${own}LearningTitle>`, `${holder} ${TYPE} <${OB}AchievementSubject>`,
      ...(words.decidedBy ? [`${holder} <${own}decidedBy> ${quoted(words.decidedBy)}`] : []),
      `${holder} <${own}decidedOn> "${words.decidedOn}"^^<${XSD}date>`, `${holder} <${own}decisionNumber> ${quoted(words.number)}`,
      `${holder} <${own}titleYear> "${words.year}"^^<${XSD}gYear>`,
      `${holder} <${OB}achievement> ${achievement}`, `${holder} <${OB}identifier> _:c14n0`,
      `${achievement} ${TYPE} <${OB}Achievement>`, `${achievement} <${OB}Criteria> ${criteria}`,
      `${achievement} <${OB}achievementType> "Award"`, `${achievement} <${SCHEMA}description> ${quoted(words.description)}`,
      `${achievement} <${SCHEMA}name> ${quoted(words.title)}`, `${criteria} <${OB}narrative> ${quoted(words.narrative)}`,
      `_:c14n0 ${TYPE} <${OB}IdentityObject>`, `_:c14n0 <${OB}hashed> "false"^^<${XSD_S}boolean>`,
      `_:c14n0 <${OB}identityHash> ${quoted(words.holder)}`, `_:c14n0 <${OB}identityType> "name"`,
      ...PURPOSES.flatMap((purpose) => [
        `${me} <${VC}credentialStatus> <${address}#${purpose}>`,
        `<${address}#${purpose}> ${TYPE} <${STATUS}BitstringStatusListEntry>`,
        `<${address}#${purpose}> <${STATUS}statusListCredential> <${origin}/credentials/status/${purpose}/${words.list}>`,
        `<${address}#${purpose}> <${STATUS}statusListIndex> "${words.index}"`,
        `<${address}#${purpose}> <${STATUS}statusPurpose> "${purpose}"`,
      ]),
    ];
    return lines.map((line) => `${line} .\n`).sort().join("");
  };

  const digest = async (text) => {
    if (!globalThis.crypto?.subtle) throw unchecked("no_means");
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytesOf(text)));
  };
  const signedParts = async ({ proof, ...document }, history) => {
    const issuer = document.issuer?.id;
    if (issuer !== undefined && issuer !== history.did) throw unchecked("other_issuer", { issuer });
    const words = wordsOf(document);
    if (!same(shaped(words, history), document)) throw invalid("malformed");
    const method = given(proof?.verificationMethod), created = plain(proof.created, /^[\dT:Z-]+$/), value = given(proof.proofValue);
    const expected = {
      type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", created, verificationMethod: method,
      proofPurpose: "assertionMethod", proofValue: value,
    };
    if (!same(expected, proof) || value[0] !== "z") throw invalid("malformed");
    const about = [
      `_:c14n0 <http://purl.org/dc/terms/created> "${created}"^^<${XSD}dateTime> .\n`,
      `_:c14n0 ${TYPE} <${SECURITY}DataIntegrityProof> .\n`,
      `_:c14n0 <${SECURITY}cryptosuite> "eddsa-rdfc-2022"^^<${SECURITY}cryptosuiteString> .\n`,
      `_:c14n0 <${SECURITY}proofPurpose> <${SECURITY}assertionMethod> .\n`,
      `_:c14n0 <${SECURITY}verificationMethod> <${method}> .\n`,
    ].join("");
    const message = Uint8Array.from([...await digest(about), ...await digest(linesOf(words, history))]);
    return { message, signature: fromBase58(value.slice(1)), method, created };
  };

  // What is shown, and what is asked of the status lists.
  const paperOf = (document, signed) => {
    const words = wordsOf(document);
    const ends = words.until ? { until: seconds(words.until) } : {};
    return {
      code: words.code, kind: words.kind, year: Number(words.year), decided: words.decidedOn, number: words.number,
      holder: words.holder, signed, position: Number(words.list) * LIST_LENGTH + Number(words.index),
      from: seconds(document.validFrom), ...ends,
    };
  };
  return { signedParts, paperOf };
};
