package org.pilothouse.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * What a listing tells of a file.
 *
 * @param path where it is
 * @param kind of what stands there; of a link, the link itself
 * @param size bytes
 * @param permissions such as {@code rwxr-x---}
 */
public record FileFacts(
        String name,
        Path path,
        Kind kind,
        long size,
        Instant modified,
        String permissions,
        String owner,
        String group) {

    /** What stands at a place. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A socket, a FIFO, a device. */
        OTHER
    }

    static FileFacts of(Path path) throws IOException {
        PosixFileAttributes facts = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Kind kind = Kind.OTHER;
        if (facts.isSymbolicLink()) {
            kind = Kind.LINK;
        } else if (facts.isDirectory()) {
            kind = Kind.FOLDER;
        } else if (facts.isRegularFile()) {
            kind = Kind.FILE;
        }
        Path name = path.getFileName();
        return new FileFacts(
                name == null ? "/" : name.toString(),
                path,
                kind,
                facts.size(),
                facts.lastModifiedTime().toInstant(),
                PosixFilePermissions.toString(facts.permissions()),
                facts.owner().getName(),
                facts.group().getName());
    }
}
