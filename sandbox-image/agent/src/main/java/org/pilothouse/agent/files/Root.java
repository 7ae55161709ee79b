package org.pilothouse.agent.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The folder below which files may be used. Links are followed as long as they stay below it. A place is resolved once;
 * then it is opened folder by folder without following links, so that a link that is put there meanwhile leads nowhere.
 */
final class Root {
    private final Path folder;

    /**
     * @param folder that exists
     */
    Root(Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    /**
     * A place below the root, of which all folders are real ones; what is there itself may be a link, or not exist.
     *
     * @param asked as it was asked for, for messages
     */
    record Place(String asked, Path path) {
        Path name() {
            Path name = path.getFileName();
            return name == null ? path : name;
        }
    }

    Path folder() {
        return folder;
    }

    /** The place itself: a link that stands there is meant, not what it leads to. */
    Place place(String asked) throws FilesException {
        Path path = parse(asked);
        if (path.equals(folder)) {
            return new Place(asked, folder);
        }
        Path parent = path.getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            throw outside(asked);
        }
        try {
            Path real = parent.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new FilesException(FilesException.Problem.NOT_FOUND, "there is no '" + asked + "'");
            }
            return inside(asked, real.resolve(name));
        } catch (IOException e) {
            throw FilesException.of(asked, e);
        }
    }

    /** Where it leads to, following links; that must exist. */
    Place existing(String asked) throws FilesException {
        place(asked);
        try {
            return inside(asked, parse(asked).toRealPath());
        } catch (IOException e) {
            throw FilesException.of(asked, e);
        }
    }

    /** Where something is to be written: where a link leads to, if there is one and it leads to something. */
    Place target(String asked) throws FilesException {
        Place place = place(asked);
        return Files.isSymbolicLink(place.path()) ? existing(asked) : place;
    }

    private Path parse(String asked) throws FilesException {
        if (asked.isEmpty()) {
            throw FilesException.invalid("path must not be empty");
        }
        try {
            // Lexically, as a shell's cd does: a folder's parent is not where its link leads to.
            Path path = folder.resolve(asked).normalize();
            if (!path.startsWith(folder)) {
                throw outside(asked);
            }
            return path;
        } catch (InvalidPathException e) {
            throw new FilesException(FilesException.Problem.INVALID, "path is not a path: " + e.getReason(), e);
        }
    }

    private Place inside(String asked, Path real) throws FilesException {
        if (!real.startsWith(folder)) {
            throw outside(asked);
        }
        return new Place(asked, real);
    }

    private FilesException outside(String asked) {
        return new FilesException(
                FilesException.Problem.OUTSIDE, "'" + asked + "' is outside of " + folder + ", below which files are");
    }

    /** Does something in a place's folder, which is held open meanwhile. */
    @FunctionalInterface
    interface InFolder<T> {
        T apply(SecureDirectoryStream<Path> folder, Path name) throws IOException;
    }

    <T> T in(Place place, InFolder<T> deed) throws IOException {
        Path relative = folder.relativize(place.path());
        List<Path> parts = new ArrayList<>();
        relative.forEach(parts::add);
        Path name = parts.removeLast();
        SecureDirectoryStream<Path> here = openRoot();
        try {
            for (Path part : parts) {
                SecureDirectoryStream<Path> next = here.newDirectoryStream(part, LinkOption.NOFOLLOW_LINKS);
                here.close();
                here = next;
            }
            return deed.apply(here, name);
        } finally {
            here.close();
        }
    }

    @SuppressWarnings("StreamResourceLeak") // whoever asked closes it
    private SecureDirectoryStream<Path> openRoot() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this system cannot open files by their folder");
    }

    /** Opens a file without following links. */
    FileChannel open(Place place, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return in(place, (in, name) -> file(in.newByteChannel(name, all, attributes)));
    }

    private static FileChannel file(SeekableByteChannel channel) throws IOException {
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("not a file");
    }
}
