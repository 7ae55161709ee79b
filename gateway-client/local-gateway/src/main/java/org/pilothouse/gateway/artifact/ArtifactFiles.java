package org.pilothouse.gateway.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.pilothouse.gateway.store.Digests;
import org.pilothouse.gateway.store.PrivateFiles;
import org.pilothouse.gateway.store.StoreException;

/**
 * Bytes under their SHA-256: {@code sha256/ab/cdef…}. A file is whole or not there: it is written under another name,
 * forced to the disk and renamed. Safe for use by many threads and across crashes.
 */
final class ArtifactFiles {
    private final Path root;
    private final Path unfinished;

    ArtifactFiles(Path directory) {
        this.root = directory.resolve("sha256");
        this.unfinished = directory.resolve("unfinished");
        try {
            PrivateFiles.directory(directory);
            PrivateFiles.directory(root);
            PrivateFiles.directory(unfinished);
            forgetUnfinished();
        } catch (IOException e) {
            throw new StoreException("the artifact directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256(bytes));
    }

    /**
     * Stores the bytes under their hash.
     *
     * @return false where they were there already
     */
    boolean write(String sha256, byte[] bytes) {
        Path directory = directory(sha256);
        Path file = directory.resolve(sha256.substring(2));
        if (Files.exists(file)) {
            return false;
        }
        try {
            PrivateFiles.directory(directory);
            Path part = unfinished.resolve(UUID.randomUUID().toString());
            try {
                PrivateFiles.newFile(part);
                try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                forceDirectory(directory);
                return true;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StoreException("an artifact cannot be stored: " + e.getMessage(), e);
        }
    }

    /** What a gateway that was killed was writing. */
    private void forgetUnfinished() throws IOException {
        try (Stream<Path> parts = Files.list(unfinished)) {
            for (Path part : parts.toList()) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** The rename itself survives a power cut only once the directory is on the disk. */
    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * The bytes, checked against their hash.
     *
     * @throws StoreException where they are gone or were changed
     */
    byte[] read(String sha256) {
        try {
            byte[] bytes = Files.readAllBytes(directory(sha256).resolve(sha256.substring(2)));
            if (!hash(bytes).equals(sha256)) {
                throw new StoreException("the stored bytes of artifact content " + sha256 + " were changed", null);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new StoreException("the stored bytes of artifact content " + sha256 + " are gone", e);
        } catch (IOException e) {
            throw new StoreException("artifact content " + sha256 + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Lets go of the bytes.
     *
     * @return how many they were
     */
    long delete(String sha256) {
        Path file = directory(sha256).resolve(sha256.substring(2));
        try {
            long size = Files.size(file);
            Files.delete(file);
            return size;
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw new StoreException("artifact content " + sha256 + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** The hashes of all that lies here since before that time. */
    List<String> olderThan(Instant time) {
        try (Stream<Path> files = Files.walk(root, 2)) {
            List<String> old = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                    old.add(root.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), ""));
                }
            }
            return old;
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException("the stored artifacts cannot be listed: " + e.getMessage(), e);
        }
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }
}
