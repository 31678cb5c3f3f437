// Two verifiers that share no code with ours: Digital Bazaar's for JSON with a Data Integrity proof, jose for tokens. They
// know the world only as it is handed to them, and answer in facts; the status bit is read from the list itself.
import * as vc from "@digitalbazaar/vc";
import {cryptosuite} from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import {DataIntegrityProof} from "@digitalbazaar/data-integrity";
import {BitstringStatusList} from "@digitalbazaar/vc-bitstring-status-list";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import multikeyContext from "@digitalbazaar/multikey-context";
import didContext from "did-context";
import * as jose from "jose";

// world: {documents: {address: JSON}, did: JSON, tokens: {address: JWT}, now: milliseconds}
function loaderOf(world) {
  const known = new Map([...didContext.contexts, ...multikeyContext.contexts, ...Object.entries(world.documents)]);
  known.set(world.did.id, world.did);
  for (const method of world.did.verificationMethod) {
    known.set(method.id, {"@context": multikeyContext.constants.CONTEXT_URL, ...method});
  }
  return async (url) => {
    if (!known.has(url)) { throw new Error(`unknown document ${url}`); }
    return {contextUrl: null, documentUrl: url, document: known.get(url)};
  };
}

async function verified(credential, world) {
  const said = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: loaderOf(world),
    now: new Date(world.now),
    checkStatus: async () => ({verified: true}),  // read below
  });
  return {verified: said.verified, why: said.verified ? "" : reasons(said.error)};
}

function reasons(error) {
  const inner = error && error.errors ? error.errors : [];
  return [error && error.message, ...inner.map((each) => each.message)].filter(Boolean).join("; ");
}

async function bitOf(subject, entry) {
  if (subject.statusPurpose !== entry.statusPurpose) { throw new Error("a list of another purpose"); }
  const list = await BitstringStatusList.decode({encodedList: subject.encodedList});
  return list.getStatus(Number(entry.statusListIndex));
}

async function bitsOf(credential, subjectOf) {
  const bits = {};
  for (const entry of credential.credentialStatus || []) {
    bits[entry.statusPurpose] = await bitOf(await subjectOf(entry.statusListCredential), entry);
  }
  return bits;
}

async function document(credential, world) {
  try {
    const said = await verified(credential, world);
    const bits = await bitsOf(credential, async (address) => {
      const listed = world.documents[address];
      const list = await verified(listed, world);
      if (!list.verified) { throw new Error(`status list: ${list.why}`); }
      return listed.credentialSubject;
    });
    return {...said, ...bits};
  } catch (error) {
    return {verified: false, why: String(error && error.message)};
  }
}

async function payloadOf(token, world) {
  const {kid} = jose.decodeProtectedHeader(token);
  const method = world.did.verificationMethod.find((each) => each.id === kid);
  if (!method) { throw new Error(`unknown key ${kid}`); }
  const key = await Ed25519Multikey.from({"@context": multikeyContext.constants.CONTEXT_URL, ...method});
  const {publicKey} = await key.export({publicKey: true, raw: true});
  const jwk = {kty: "OKP", crv: "Ed25519", x: jose.base64url.encode(publicKey)};
  const options = {issuer: world.did.id, currentDate: new Date(world.now), algorithms: ["EdDSA"]};
  return (await jose.jwtVerify(token, await jose.importJWK(jwk, "EdDSA"), options)).payload;
}

async function token(text, world) {
  try {
    const credential = await payloadOf(text, world);
    const bits = await bitsOf(credential, async (address) => (await payloadOf(world.tokens[address], world)).credentialSubject);
    return {verified: true, why: "", ...bits};
  } catch (error) {
    return {verified: false, why: String(error && error.message)};
  }
}

globalThis.independentVerifiers = {document, token};
