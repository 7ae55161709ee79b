package org.pilothouse.agent.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The password of the desktop's VNC server. RFB's own authentication takes eight characters and no more. */
public final class VncPassword {
    private static final int LENGTH = 8;
    private static final Pattern USABLE = Pattern.compile("[!-~]{6,8}");
    /** Without those that look like another one: a person types it. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    /** The key that every VNC server's password file is written with; it hides, it does not protect. */
    private static final byte[] FILE_KEY = {(byte) 0xE8, 0x4A, (byte) 0xD6, 0x60, (byte) 0xC4, 0x72, 0x1A, (byte) 0xE0};

    private static final Logger log = LoggerFactory.getLogger(VncPassword.class);

    private VncPassword() {}

    /** Somebody gave a password that VNC can't use; another start would not mend it. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /**
     * Reads the password, or makes one, which is then said once in the log, and writes it as the X server wants it.
     *
     * @param file holds it as text
     * @param serverFile written anew
     * @throws IOException where a file cannot be read or written
     */
    public static void provide(Path file, Path serverFile) throws IOException, UnusableException {
        String password;
        try {
            password = Files.readString(file).strip();
        } catch (NoSuchFileException _) {
            password = random();
            write(file, (password + "\n").getBytes(StandardCharsets.US_ASCII));
            log.info("made a VNC password, in {}; it is not shown again: {}", file, password);
        }
        if (!USABLE.matcher(password).matches()) {
            throw new UnusableException(
                    file + " does not hold a VNC password: 6 to 8 printable characters without spaces,"
                            + " as VNC looks at no more than eight");
        }
        write(serverFile, obfuscated(password));
    }

    private static String random() {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(i -> ALPHABET.substring(i, i + 1))
                .reduce("", String::concat);
    }

    static byte[] obfuscated(String password) {
        try {
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(FILE_KEY, "DES"));
            return cipher.doFinal(Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has DES", e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path next = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try (var out = Files.newByteChannel(
                next,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap(content));
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
