package org.pilothouse.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.store.PrivateFiles;

/** A gateway's directory: private to its user, and in the hands of one gateway at a time. */
final class StateDirectory implements AutoCloseable {
    static final String DATABASE = "gateway.db";
    static final String ACTIVITY_HEAD = "activity-head.json";

    private final Path path;
    private final FileChannel lockFile;

    private StateDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * @throws IllegalStateException where it cannot be made or another gateway has it
     */
    static StateDirectory open(Path path) {
        try {
            PrivateFiles.directory(path);
            FileChannel file =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new IllegalStateException(
                        "another gateway is using " + path + "; stop it, or choose another state directory");
            }
            return new StateDirectory(path, file);
        } catch (IOException e) {
            throw new IllegalStateException("the state directory " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // a gateway in this very process
        }
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    /** Signs the newest entry of the activity log. */
    Path activityKey() {
        return path.resolve("activity-key");
    }

    Path activityHead() {
        return path.resolve(ACTIVITY_HEAD);
    }

    Path artifacts() {
        return path.resolve("artifacts");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new IllegalStateException("the state directory " + path + " cannot be let go", e);
        }
    }
}
