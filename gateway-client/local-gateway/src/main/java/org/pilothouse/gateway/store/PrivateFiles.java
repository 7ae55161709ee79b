package org.pilothouse.gateway.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but their owner reads. Where the system has no POSIX modes, the user's own directories protect them. */
public final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Makes the directory where absent, and closes it to others either way. */
    public static void directory(Path path) throws IOException {
        Files.createDirectories(path);
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Makes an empty file that was not there. It is never open to others, not even for a moment. */
    public static void newFile(Path path) throws IOException {
        if (POSIX) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }
}
