package io.carillon.crypto;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys against the examples of the standards, and against libraries that have nothing to do with ours. */
class SigningKeyTest {

    private static final byte[] MESSAGE = "Grüße".getBytes();

    @ParameterizedTest
    @CsvSource({
        // RFC 8032, section 7.1, tests 1 to 3
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"})
    void theVectorsOfRfc8032(String seed, String publicKey, String message, String signature) {
        HexFormat hex = HexFormat.of();
        SigningKey key = SigningKey.of("whsk_" + Base64.getEncoder().encodeToString(hex.parseHex(seed + publicKey)));
        assertThat(hex.formatHex(key.sign(hex.parseHex(message))), is(signature));
    }

    @Test
    void theThumbprintOfRfc8037() {
        VerificationKey key = VerificationKey.of(Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        assertThat(key.coordinate(), is("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
        assertThat(key.id(), is("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
    }

    @Test
    void anIndependentLibraryVerifiesWhatANewKeySigns() throws Exception {
        SigningKey key = SigningKey.random();
        assertThat(verifies(key.verificationKey(), key.sign(MESSAGE)), is(true));
        assertThat(verifies(SigningKey.random().verificationKey(), key.sign(MESSAGE)), is(false));
        assertThat(OctetKeyPair.parse(new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(key.verificationKey().coordinate()))
                .build().toJSONObject()).computeThumbprint().toString(), is(key.verificationKey().id()));
    }

    @Test
    void aKeyIsReadAsItWasWritten() {
        SigningKey key = SigningKey.random();
        SigningKey read = SigningKey.of(key.text());
        assertThat(read.text(), is(key.text()));
        assertThat(read.verificationKey(), is(key.verificationKey()));
        assertThat(read.sign(MESSAGE), is(key.sign(MESSAGE)));
        assertThat(SigningKey.random().text(), is(not(key.text())));
    }

    @Test
    void partsAreSignedAsOne() {
        SigningKey key = SigningKey.random();
        assertThat(key.sign("a".getBytes(), "bc".getBytes()), is(key.sign("abc".getBytes())));
    }

    @Test
    void anImpostorHasTheNameButNotTheKey() {
        SigningKey key = SigningKey.random();
        SigningKey impostor = SigningKey.impostorOf(key.verificationKey());
        assertThat(impostor.verificationKey(), is(key.verificationKey()));
        assertThat(verifies(key.verificationKey(), impostor.sign(MESSAGE)), is(false));
    }

    private static boolean verifies(VerificationKey key, byte[] signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(Base64.getUrlDecoder().decode(key.coordinate())));
        verifier.update(MESSAGE, 0, MESSAGE.length);
        return verifier.verifySignature(signature);
    }
}
