package org.pilothouse.agent.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Something with a file was refused or failed. The message is one sentence for whoever asked. */
public final class FilesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What kind of refusal it is; faces turn it into their codes. */
    public enum Problem {
        INVALID,
        NOT_FOUND,
        /** It lies outside of the folder that may be used. */
        OUTSIDE,
        DENIED,
        CONFLICT,
        TOO_LARGE,
        /** The disk is full. */
        FULL,
        FAILED
    }

    FilesException(Problem problem, String message) {
        this(problem, message, null);
    }

    FilesException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    static FilesException invalid(String message) {
        return new FilesException(Problem.INVALID, message);
    }

    /**
     * @param path as it was asked for
     */
    static FilesException of(String path, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
        return switch (e) {
            case NoSuchFileException _ -> new FilesException(Problem.NOT_FOUND, "there is no '" + path + "'", e);
            case FileAlreadyExistsException _ ->
                new FilesException(Problem.CONFLICT, "'" + path + "' is there already", e);
            case DirectoryNotEmptyException _ ->
                new FilesException(Problem.CONFLICT, "'" + path + "' is a folder with something in it", e);
            case AccessDeniedException _ -> new FilesException(Problem.DENIED, "'" + path + "' may not be used so", e);
            case NotDirectoryException _ -> new FilesException(Problem.INVALID, "'" + path + "' is not a folder", e);
            case FileSystemLoopException _ ->
                new FilesException(Problem.INVALID, "'" + path + "' is a loop of links", e);
            default -> special(path, reason, e);
        };
    }

    /** Java knows these by the words of the C library only. */
    private static FilesException special(String path, String reason, IOException e) {
        if (reason.contains("No space left") || reason.contains("quota exceeded")) {
            return new FilesException(Problem.FULL, "there is no space left for '" + path + "'", e);
        }
        if (reason.contains("symbolic links")) {
            return new FilesException(Problem.CONFLICT, "'" + path + "' became a link while it was used", e);
        }
        if (reason.contains("Not a directory")) {
            return new FilesException(Problem.NOT_FOUND, "there is no '" + path + "'", e);
        }
        if (reason.contains("Is a directory")) {
            return new FilesException(Problem.INVALID, "'" + path + "' is a folder", e);
        }
        if (reason.contains("Read-only file system") || reason.contains("not permitted")) {
            return new FilesException(Problem.DENIED, "'" + path + "' may not be used so", e);
        }
        if (reason.contains("name too long")) {
            return new FilesException(Problem.INVALID, "the name '" + path.substring(0, 40) + "…' is too long", e);
        }
        return new FilesException(Problem.FAILED, "'" + path + "' cannot be used: " + reason, e);
    }
}
