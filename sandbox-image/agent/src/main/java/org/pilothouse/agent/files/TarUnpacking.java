package org.pilothouse.agent.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.files.FilesException.Problem;

/**
 * Unpacks a tar archive (POSIX ustar with pax headers, and GNU's long names) into a folder of the tree: files and
 * folders. Links and devices are refused, as are names that lead out of the folder. Used once, by one thread.
 */
public final class TarUnpacking {
    private static final int BLOCK = 512;
    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_HEADER = 64 << 10;

    private final FileTree tree;
    private final String folder;
    private final List<String> paths = new ArrayList<>();
    private @Nullable String nextName;
    private long nextSize = -1;

    /**
     * @param folder made where it is not there
     */
    public TarUnpacking(FileTree tree, String folder) {
        this.tree = tree;
        this.folder = folder;
    }

    /**
     * What was unpacked.
     *
     * @param complete false where there was more than is unpacked at once
     */
    public record Unpacked(List<String> paths, boolean complete) {}

    /**
     * @throws FilesException where it is no archive or holds what is not unpacked; what came before is there then
     */
    public Unpacked unpack(InputStream archive) throws FilesException {
        try {
            tree.makeFolder(folder, null);
            byte[] header = archive.readNBytes(BLOCK);
            while (header.length == BLOCK && !blank(header)) {
                if (paths.size() >= MAX_ENTRIES) {
                    return new Unpacked(List.copyOf(paths), false);
                }
                entry(new Header(header), archive);
                header = archive.readNBytes(BLOCK);
            }
            if (header.length > 0 && header.length < BLOCK) {
                throw broken("it ends within a header");
            }
            return new Unpacked(List.copyOf(paths), true);
        } catch (IOException e) {
            throw FilesException.of(folder, e);
        }
    }

    private void entry(Header header, InputStream archive) throws IOException, FilesException {
        long size = nextSize >= 0 ? nextSize : header.size();
        switch (header.type()) {
            case 'x' -> pax(text(archive, header.size()));
            case 'g' -> text(archive, header.size());
            case 'L' -> nextName = text(archive, header.size()).replace("\0", "");
            case '0', 0, '7' -> {
                String path = path(header);
                try (Content content = new Content(archive, size)) {
                    tree.write(path, content);
                }
                done(path);
            }
            case '5' -> {
                String path = path(header);
                tree.makeFolder(path, null);
                done(path);
            }
            default ->
                throw FilesException.invalid(
                        "the archive holds '" + name(header) + "', which is neither a file nor a folder");
        }
    }

    private void done(String path) {
        paths.add(path);
        nextName = null;
        nextSize = -1;
    }

    private String name(Header header) {
        return nextName == null ? header.name() : nextName;
    }

    private String path(Header header) throws FilesException {
        String name = name(header).replaceAll("/+$", "");
        boolean leadsOut = name.startsWith("/") || List.of(name.split("/", -1)).contains("..");
        if (name.isEmpty() || leadsOut) {
            throw new FilesException(
                    Problem.OUTSIDE, "the archive holds '" + name(header) + "', which leads out of it");
        }
        return folder + "/" + name;
    }

    /** Records of the form {@code "<length> <key>=<value>\n"}. */
    private void pax(String records) throws FilesException {
        Map<String, String> values = new HashMap<>();
        for (String line : records.split("\n", -1)) {
            int space = line.indexOf(' ');
            int equals = line.indexOf('=');
            if (space > 0 && equals > space) {
                values.put(line.substring(space + 1, equals), line.substring(equals + 1));
            }
        }
        nextName = values.getOrDefault("path", nextName);
        try {
            nextSize = values.containsKey("size") ? Long.parseLong(values.get("size")) : nextSize;
        } catch (NumberFormatException e) {
            throw broken("a size is no number");
        }
    }

    private static String text(InputStream archive, long size) throws IOException, FilesException {
        if (size > MAX_HEADER) {
            throw broken("a header is too large");
        }
        try (Content content = new Content(archive, size)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean blank(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static FilesException broken(String how) {
        return FilesException.invalid("the body is not a whole tar archive: " + how);
    }

    /** A header block, whose checksum is right. */
    private static final class Header {
        private final byte[] block;

        Header(byte[] block) throws FilesException {
            this.block = block;
            long sum = 0;
            for (int i = 0; i < BLOCK; i++) {
                sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
            }
            if (sum != number(148, 8)) {
                throw broken("a header's checksum is wrong");
            }
        }

        char type() {
            return (char) (block[156] & 0xff);
        }

        String name() {
            String prefix = string(257, 5).equals("ustar") ? string(345, 155) : "";
            return prefix.isEmpty() ? string(0, 100) : prefix + "/" + string(0, 100);
        }

        long size() throws FilesException {
            return number(124, 12);
        }

        private String string(int from, int length) {
            int end = from;
            while (end < from + length && block[end] != 0) {
                end++;
            }
            return new String(block, from, end - from, StandardCharsets.UTF_8);
        }

        /** Octal digits, or GNU's binary form for what is too large for them. */
        private long number(int from, int length) throws FilesException {
            if ((block[from] & 0x80) != 0) {
                long value = 0;
                for (int i = from + Math.max(1, length - 8); i < from + length; i++) {
                    value = value << 8 | (block[i] & 0xff);
                }
                if (value < 0) {
                    throw broken("a size is too large");
                }
                return value;
            }
            String digits = string(from, length).strip();
            if (!digits.matches("[0-7]*")) {
                throw broken("a number is not octal");
            }
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        }
    }

    /** What belongs to one entry; its end skips to the next header. */
    private static final class Content extends InputStream {
        private final InputStream archive;
        private final long padding;
        private long left;

        Content(InputStream archive, long size) {
            this.archive = archive;
            this.left = size;
            this.padding = (BLOCK - size % BLOCK) % BLOCK;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = archive.read(target, from, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException("the archive ends within a file");
            }
            left -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            archive.skipNBytes(left + padding);
        }
    }
}
