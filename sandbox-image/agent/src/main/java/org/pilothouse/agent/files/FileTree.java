package org.pilothouse.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.files.FilesException.Problem;

/**
 * Files and folders below a root. Paths are below it, or absolute and then within it. Safe for use by many threads.
 */
public final class FileTree {
    private static final int MAX_LISTED = 50_000;
    private static final int BUFFER = 64 << 10;
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

    private final Root root;

    /**
     * @param folder that exists; links may lead to it
     */
    public FileTree(Path folder) throws IOException {
        this.root = new Root(folder);
    }

    /** Below which all is. */
    public Path root() {
        return root.folder();
    }

    Root insides() {
        return root;
    }

    /**
     * What is in a folder, by name.
     *
     * @throws FilesException as all here do, where it is not possible
     */
    public List<FileFacts> list(String path) throws FilesException {
        Root.Place place = root.existing(path);
        List<FileFacts> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(place.path())) {
            for (Path entry : entries) {
                if (found.size() == MAX_LISTED) {
                    throw new FilesException(
                            Problem.TOO_LARGE, "'" + path + "' has more than " + MAX_LISTED + " entries");
                }
                facts(entry, found);
            }
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
        found.sort(Comparator.comparing(FileFacts::name));
        return found;
    }

    private static void facts(Path entry, List<FileFacts> found) throws IOException {
        try {
            found.add(FileFacts.of(entry));
        } catch (NoSuchFileException e) {
            // gone between being listed and being looked at
        }
    }

    public FileFacts info(String path) throws FilesException {
        try {
            return FileFacts.of(root.place(path).path());
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    /** A regular file, open for reading; its size is that of now. */
    public FileChannel read(String path) throws FilesException {
        Root.Place place = root.existing(path);
        if (Files.isDirectory(place.path())) {
            throw FilesException.invalid("'" + path + "' is a folder");
        }
        if (!Files.isRegularFile(place.path())) {
            // Opening a FIFO would wait for somebody to write to it.
            throw FilesException.invalid("'" + path + "' is not a regular file");
        }
        try {
            return root.open(place, Set.of(StandardOpenOption.READ));
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    /** A small file's bytes. */
    public byte[] bytes(String path, int most) throws FilesException {
        try (FileChannel file = read(path)) {
            if (file.size() > most) {
                throw new FilesException(
                        Problem.TOO_LARGE,
                        "'" + path + "' has " + file.size() + " bytes; at most " + most + " are read");
            }
            return Channels.newInputStream(file).readNBytes(most);
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    /**
     * Writes a file, of which others see either what was there before or all of the new. Missing folders are made.
     *
     * @return its size
     */
    public long write(String path, InputStream content) throws FilesException {
        makeParents(path);
        Root.Place place = root.target(path);
        if (Files.isDirectory(place.path())) {
            throw FilesException.invalid("'" + path + "' is a folder");
        }
        Path fresh = Path.of("." + UUID.randomUUID() + ".part");
        try {
            Set<PosixFilePermission> permissions = permissions(place.path());
            return root.in(place, (folder, name) -> {
                boolean done = false;
                try (var channel = folder.newByteChannel(
                        fresh,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(permissions))) {
                    long size = copy(content, channel);
                    folder.move(fresh, folder, name);
                    done = true;
                    return size;
                } finally {
                    if (!done) {
                        folder.deleteFile(fresh);
                    }
                }
            });
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    private static long copy(InputStream content, SeekableByteChannel channel) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        int count = content.read(buffer);
        while (count >= 0) {
            ByteBuffer rest = ByteBuffer.wrap(buffer, 0, count);
            while (rest.hasRemaining()) {
                size += channel.write(rest);
            }
            count = content.read(buffer);
        }
        return size;
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.exists(file) ? Files.getPosixFilePermissions(file) : PosixFilePermissions.fromString("rw-r--r--");
    }

    private void makeParents(String path) throws FilesException {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            makeFolder(path.substring(0, slash), null);
        }
    }

    /**
     * Makes a folder and those that it is in; one that is there is as good.
     *
     * @param mode octal digits; null for the usual
     */
    public void makeFolder(String path, @Nullable String mode) throws FilesException {
        Set<PosixFilePermission> permissions = mode == null ? null : parse(mode);
        Path folder = root.folder();
        for (Path part : folder.relativize(lexical(path))) {
            folder = folder.resolve(part);
            Root.Place place = root.place(folder.toString());
            try {
                if (!Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectory(place.path());
                    if (permissions != null) {
                        Files.setPosixFilePermissions(place.path(), permissions);
                    }
                } else if (!Files.isDirectory(root.existing(folder.toString()).path())) {
                    throw new FilesException(Problem.CONFLICT, "'" + folder + "' is there and is not a folder");
                }
            } catch (FileAlreadyExistsException e) {
                // Somebody else made it just now.
            } catch (IOException e) {
                throw FilesException.of(path, e);
            }
        }
    }

    private Path lexical(String path) throws FilesException {
        try {
            Path absolute = root.folder().resolve(path).normalize();
            if (path.isEmpty() || !absolute.startsWith(root.folder())) {
                root.place(path);
            }
            return absolute;
        } catch (InvalidPathException e) {
            throw new FilesException(Problem.INVALID, "path is not a path: " + e.getReason(), e);
        }
    }

    /** Moves a file or folder; where the target is a folder, into it. Nothing is overwritten. */
    public void move(String from, String to) throws FilesException {
        Root.Place source = existingItself(from);
        Root.Place target = into(source, to);
        try {
            if (Files.exists(target.path(), LinkOption.NOFOLLOW_LINKS)) {
                throw new FilesException(Problem.CONFLICT, "'" + to + "' is there already");
            }
            if (target.path().startsWith(source.path())) {
                throw FilesException.invalid("'" + from + "' cannot be moved into itself");
            }
            Files.move(source.path(), target.path());
        } catch (IOException e) {
            throw FilesException.of(from, e);
        }
    }

    /** Copies a file, or a folder with all that is in it; links as links. Nothing is overwritten. */
    public void copy(String from, String to) throws FilesException {
        Root.Place source = existingItself(from);
        Root.Place target = into(source, to);
        if (target.path().startsWith(source.path())) {
            throw FilesException.invalid("'" + from + "' cannot be copied into itself");
        }
        try (var all = Files.walk(source.path())) {
            for (Path file : (Iterable<Path>) all::iterator) {
                Files.copy(
                        file,
                        target.path().resolve(source.path().relativize(file).toString()),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw FilesException.of(e instanceof FileAlreadyExistsException ? to : from, e);
        } catch (UncheckedIOException e) {
            throw FilesException.of(from, Objects.requireNonNull(e.getCause()));
        }
    }

    /**
     * Gives a file or folder another name, which is the new one's whole path.
     *
     * @param overwrite in place of a file or an empty folder
     */
    public void rename(String from, String to, boolean overwrite) throws FilesException {
        Root.Place source = existingItself(from);
        Root.Place target = root.place(to);
        requireNotRoot(target);
        if (target.path().equals(source.path())) {
            return;
        }
        if (target.path().startsWith(source.path())) {
            throw FilesException.invalid("'" + from + "' cannot be moved into itself");
        }
        try {
            if (overwrite) {
                Files.move(source.path(), target.path(), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(source.path(), target.path());
            }
        } catch (IOException e) {
            throw FilesException.of(to, e);
        }
    }

    private Root.Place existingItself(String path) throws FilesException {
        Root.Place place = root.place(path);
        if (!Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new FilesException(Problem.NOT_FOUND, "there is no '" + path + "'");
        }
        requireNotRoot(place);
        return place;
    }

    private void requireNotRoot(Root.Place place) throws FilesException {
        if (place.path().equals(root.folder())) {
            throw new FilesException(Problem.DENIED, "'" + place.asked() + "' is the folder that all files are in");
        }
    }

    private Root.Place into(Root.Place source, String to) throws FilesException {
        Root.Place target = root.place(to);
        return Files.isDirectory(target.path())
                ? root.place(root.existing(to).path().resolve(source.name()).toString())
                : target;
    }

    /**
     * Deletes a file, a link itself, or a folder.
     *
     * @param recursive also a folder with something in it
     */
    public void delete(String path, boolean recursive) throws FilesException {
        Root.Place place = existingItself(path);
        try {
            if (recursive) {
                Files.walkFileTree(place.path(), new Deletion());
            } else {
                Files.delete(place.path());
            }
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    /** Links are deleted, not followed. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    /**
     * Changes who may use it; null leaves as it is.
     *
     * @param mode octal digits
     */
    public void permissions(String path, @Nullable String mode, @Nullable String owner, @Nullable String group)
            throws FilesException {
        Set<PosixFilePermission> permissions = mode == null ? null : parse(mode);
        Root.Place place = root.existing(path);
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(place.path(), PosixFileAttributeView.class);
            var names = place.path().getFileSystem().getUserPrincipalLookupService();
            UserPrincipal user = owner == null ? null : names.lookupPrincipalByName(owner);
            GroupPrincipal users = group == null ? null : names.lookupPrincipalByGroupName(group);
            if (permissions != null) {
                view.setPermissions(permissions);
            }
            if (user != null) {
                view.setOwner(user);
            }
            if (users != null) {
                view.setGroup(users);
            }
        } catch (UserPrincipalNotFoundException e) {
            throw new FilesException(Problem.INVALID, "there is nobody called '" + e.getName() + "'", e);
        } catch (IOException e) {
            throw FilesException.of(path, e);
        }
    }

    private static Set<PosixFilePermission> parse(String mode) throws FilesException {
        if (!OCTAL.matcher(mode).matches()) {
            throw FilesException.invalid("mode is '" + mode + "'; it must be three octal digits such as 644");
        }
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] order = PosixFilePermission.values();
        for (int i = 0; i < order.length; i++) {
            if ((bits >> (order.length - 1 - i) & 1) == 1) {
                permissions.add(order[i]);
            }
        }
        return permissions;
    }
}
