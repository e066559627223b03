package market.local.alipay;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Properties;

/** The institution's key pair and, for development, the merchant application's; made once and kept. */
record AlipayKeys(KeyPair institution, KeyPair application) {
    private static final String FILE = "keys.properties";
    private static final int BITS = 2048;

    static AlipayKeys inFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(FILE);
            return Files.exists(file) ? load(file) : create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The gateway's keys cannot be used", e);
        }
    }

    private static AlipayKeys create(Path file) throws IOException, GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var keys = new AlipayKeys(generator.generateKeyPair(), generator.generateKeyPair());
        var stored = new Properties();
        stored.setProperty(
                "institution.private", base64(keys.institution.getPrivate().getEncoded()));
        stored.setProperty(
                "institution.public", base64(keys.institution.getPublic().getEncoded()));
        stored.setProperty(
                "application.private", base64(keys.application.getPrivate().getEncoded()));
        stored.setProperty(
                "application.public", base64(keys.application.getPublic().getEncoded()));
        Path draft = file.resolveSibling(FILE + ".new");
        try (Writer writer = Files.newBufferedWriter(draft)) {
            stored.store(writer, "Keys of a local stand-in; worthless elsewhere");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return keys;
    }

    private static AlipayKeys load(Path file) throws IOException, GeneralSecurityException {
        var stored = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        return new AlipayKeys(pair(stored, "institution"), pair(stored, "application"));
    }

    private static KeyPair pair(Properties stored, String owner) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance("RSA");
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(bytes(stored, owner + ".public")));
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(stored, owner + ".private")));
        return new KeyPair(publicKey, privateKey);
    }

    private static byte[] bytes(Properties stored, String key) {
        return Base64.getDecoder().decode(stored.getProperty(key, ""));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
