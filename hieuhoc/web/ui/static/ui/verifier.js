// What a browser finds out by itself about a paper or a file, from the issuer's keys and status lists it has. Three answers:
// valid; invalid and why; unchecked and why. What could not be looked at is never called valid.
"use strict";

globalThis.hieuhocVerifier = (() => {
  const SIGNATURE = 64, FIXED = 20, LIST_LENGTH = 2 ** 20, DAY = 86400;
  const HEAD = "hieuhoc paper 1\n", EPOCH = Date.UTC(2000, 0, 1) / 1000;
  const KINDS = ["person", "family", "clan", "community", "unit", "commune"];
  const PURPOSES = ["revocation", "suspension"];
  const LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const bytesOf = (text) => new TextEncoder().encode(text);
  const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

  class Answer extends Error {
    constructor(word, reason, more = {}) { super(reason); Object.assign(this, { word, reason, more }); }
  }
  const invalid = (reason, more) => new Answer("invalid", reason, more);
  const unchecked = (reason, more) => new Answer("unchecked", reason, more);

  const fromBase64 = (text) => {
    if (!/^[\w-]+$/.test(text)) throw invalid("malformed");
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const fromBase58 = (text) => {
    let number = 0n;
    for (const letter of text) {
      const value = LETTERS.indexOf(letter);
      if (value < 0) throw invalid("malformed");
      number = number * 58n + BigInt(value);
    }
    const hex = number.toString(16);
    const even = hex.length % 2 ? `0${hex}` : hex;
    const zeros = text.match(/^1*/)[0].length;
    return Uint8Array.from([...Array(zeros).fill(0), ...even.match(/../g).map((pair) => parseInt(pair, 16))]);
  };

  // WebCrypto where it knows Ed25519, else TweetNaCl; with neither nothing can be said.
  const holds = async (key, signature, message) => {
    if (globalThis.crypto?.subtle) {
      try {
        const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
        return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
      } catch (error) {
        if (!globalThis.nacl) throw unchecked("no_means");
      }
    }
    if (!globalThis.nacl) throw unchecked("no_means");
    return signature.length === SIGNATURE && nacl.sign.detached.verify(message, signature, key);
  };
  const unpack = async (bytes, form) => {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(form));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  // A key by its tag or its name. Unknown to a list fetched now it is not the issuer's; else it may be a newer one.
  const keyOf = (data, matches) => {
    const key = data.history.keys.find(matches);
    if (!key) throw data.isFresh ? invalid("unknown_key") : unchecked("unknown_key_here");
    if (key.compromised) throw unchecked("compromised_key");
    return { ...key, bytes: fromBase64(key.public) };
  };
  const keyNamed = (data, method) => {
    const [did, name] = String(method).split("#");
    if (did !== data.history.did) throw unchecked("other_issuer", { issuer: did });
    return keyOf(data, (key) => key.name === name);
  };
  const refuseOutside = (key, signed, now) => {
    if (signed > now + DAY) throw unchecked("clock");
    if (signed < key.since - 300 || (key.until !== null && signed > key.until + 300)) throw invalid("outside_period");
  };

  const tokenParts = async (token, data) => {
    const parts = token.trim().split(".");
    if (parts.length !== 3) throw invalid("malformed");
    let header, claims;
    try {
      [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(textOf(fromBase64(part))));
    } catch (error) { throw invalid("malformed"); }
    if (header.alg !== "EdDSA") throw invalid("malformed");
    const key = keyNamed(data, header.kid);
    if (!await holds(key.bytes, fromBase64(parts[2]), bytesOf(`${parts[0]}.${parts[1]}`))) throw invalid("tampered");
    if (claims.iss !== data.history.did) throw invalid("wrong_issuer");
    return { claims, key };
  };

  const seconds = (text) => {
    const moment = Date.parse(text);
    if (Number.isNaN(moment)) throw invalid("malformed");
    return moment / 1000;
  };

  // The list that holds the bit: signed by the issuer, not run out, and not written before what it is asked about.
  const readList = async (data, purpose, number) => {
    const token = data.lists[`${purpose}/${number}`];
    if (!token) throw unchecked("no_list");
    try {
      const { claims } = await tokenParts(token, data);
      const subject = claims.credentialSubject;
      const address = `${data.history.origin}/credentials/status/${purpose}/${number}`;
      if (claims.id !== address || subject.statusPurpose !== purpose) throw unchecked("bad_list");
      const bits = await unpack(fromBase64(subject.encodedList.slice(1)), "gzip");
      const until = claims.validUntil ? seconds(claims.validUntil) : Infinity;
      return { bits, written: seconds(claims.validFrom), until };
    } catch (error) { throw unchecked("bad_list"); }
  };
  const checkStatus = async (data, position, signed, now) => {
    const index = position % LIST_LENGTH, number = Math.floor(position / LIST_LENGTH);
    let oldest = Infinity, late = null;
    for (const purpose of PURPOSES) {
      const list = await readList(data, purpose, number);
      if (index >= list.bits.length * 8) throw unchecked("bad_list");
      oldest = Math.min(oldest, list.written);
      if (list.bits[index >> 3] >> (7 - (index & 7)) & 1) {
        throw invalid(purpose === "revocation" ? "revoked" : "suspended", { listed: list.written });
      }
      if (list.written > now + DAY) late = "clock";
      else if (now > list.until) late = "list_too_old";
      else if (list.written < signed) late = "list_before_paper";
    }
    if (late) throw unchecked(late, { listed: oldest });
    return oldest;
  };

  // The text of a QR code on paper: link # body and signature (hieuhoc/credentials/rules/payload.py says its bytes).
  const paperIn = (text) => {
    const parts = /^(https?:\/\/[^/\s]+)\/verify\/([0-9A-Za-z-]+)(?:#(.*))?$/.exec(text.trim());
    if (!parts) throw unchecked("not_a_paper");
    return { origin: parts[1], code: parts[2], payload: parts[3] || "" };
  };
  const bodyOf = (bytes) => {
    const body = bytes.slice(0, -SIGNATURE), view = new DataView(body.buffer);
    const end = FIXED + body[19];
    if (end >= body.length || body[13] >= KINDS.length) throw invalid("malformed");
    const decided = EPOCH + view.getUint16(16) * DAY;
    try {
      return {
        tag: body.slice(1, 5), signed: view.getUint32(5), position: view.getUint32(9), kind: KINDS[body[13]],
        year: view.getUint16(14), decided: new Date(decided * 1000).toISOString().slice(0, 10),
        number: textOf(body.slice(FIXED, end)) + (body[18] & 2 ? "…" : ""),
        holder: textOf(body.slice(end)) + (body[18] & 1 ? "…" : ""), body,
      };
    } catch (error) { throw invalid("malformed"); }
  };
  const checkPaper = async (text, data, now) => {
    const { origin, code, payload } = paperIn(text);
    if (!payload) throw unchecked("link_only", { code });
    if (origin !== data.history.origin) throw unchecked("other_issuer", { issuer: origin });
    const bytes = fromBase64(payload);
    if (bytes[0] !== 1) throw unchecked("newer_format");
    if (bytes.length <= SIGNATURE + FIXED) throw invalid("malformed");
    const paper = { ...bodyOf(bytes), code };
    const key = keyOf(data, (known) => fromBase64(known.tag).every((byte, place) => byte === paper.tag[place]));
    const message = Uint8Array.from([...bytesOf(`${HEAD}${origin}\n${code}\n`), ...paper.body]);
    if (!await holds(key.bytes, bytes.slice(-SIGNATURE), message)) throw invalid("tampered");
    return { paper, listed: await standing(data, key, paper, now) };
  };
  const standing = async (data, key, paper, now) => {
    try {
      refuseOutside(key, paper.signed, now);
      if (paper.from !== undefined && now < paper.from) throw invalid("not_yet");
      if (paper.until !== undefined && now > paper.until) throw invalid("expired");
      return await checkStatus(data, paper.position, paper.signed, now);
    } catch (answer) {
      if (answer instanceof Answer) answer.more = { paper, ...answer.more };
      throw answer;
    }
  };

  const DOCUMENTS = globalThis.hieuhocDocuments?.({ fromBase58, bytesOf, invalid, unchecked, seconds, LIST_LENGTH });
  const checkToken = async (token, data, now) => {
    const { claims, key } = await tokenParts(token, data);
    const paper = DOCUMENTS.paperOf(claims, claims.iat);
    return { paper, listed: await standing(data, key, paper, now) };
  };
  const checkDocument = async (document, data, now) => {
    const { message, signature, method, created } = await DOCUMENTS.signedParts(document, data.history);
    const key = keyNamed(data, method);
    if (!await holds(key.bytes, signature, message)) throw invalid("tampered");
    const paper = DOCUMENTS.paperOf(document, seconds(created));
    return { paper, listed: await standing(data, key, paper, now) };
  };

  // { word: valid | invalid | unchecked, reason, paper?, listed?, ... }; anything unforeseen is unchecked.
  const answered = async (check) => {
    try {
      return { word: "valid", reason: "valid", ...await check };
    } catch (error) {
      if (error instanceof Answer) return { word: error.word, reason: error.reason, ...error.more };
      return { word: "unchecked", reason: "unforeseen" };
    }
  };
  const clock = () => Date.now() / 1000;
  return {
    paper: (text, data, now = clock()) => answered(checkPaper(text, data, now)),
    token: (token, data, now = clock()) => answered(checkToken(token, data, now)),
    document: (document, data, now = clock()) => answered(checkDocument(document, data, now)),
    unpack,
  };
})();
