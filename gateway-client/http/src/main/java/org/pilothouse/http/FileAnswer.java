package org.pilothouse.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with a file, or with the part of it that a {@code Range} header asks for; never all of it in memory. */
public final class FileAnswer {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    private FileAnswer() {}

    /**
     * @param file as long as it is now; what is written to it meanwhile is left out
     * @throws IOException where it cannot be read
     */
    public static Answer of(Call call, Path file, String contentType) throws IOException {
        return of(call, FileChannel.open(file, StandardOpenOption.READ), file.toString(), contentType);
    }

    /**
     * @param file open; is closed when it was sent or refused
     * @param name path or name, for the caller's copy
     * @throws IOException where it cannot be read
     */
    public static Answer of(Call call, FileChannel file, String name, String contentType) throws IOException {
        boolean handedOn = false;
        try {
            Answer answer = answer(call, file, name, contentType);
            handedOn = true;
            return answer;
        } finally {
            if (!handedOn) {
                file.close();
            }
        }
    }

    private static Answer answer(Call call, FileChannel file, String name, String contentType) throws IOException {
        long size = file.size();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept-Ranges", "bytes");
        headers.put("Content-Disposition", "attachment; filename=\"" + safe(name) + "\"");
        Matcher range = RANGE.matcher(call.header("Range").orElse(""));
        boolean part =
                range.matches() && !(range.group(1).isEmpty() && range.group(2).isEmpty());
        long first = part ? first(range, size) : 0;
        long last = part ? last(range, size) : size - 1;
        if (part && (first > last || first >= size)) {
            throw new Refusal(416, "range_not_satisfiable", "The file has " + size + " bytes.");
        }
        if (part) {
            headers.put("Content-Range", "bytes " + first + "-" + last + "/" + size);
        }
        headers.put("Content-Length", Long.toString(last - first + 1));
        return new Answer.Stream(
                part ? 206 : 200, contentType, headers, out -> copy(file, first, last - first + 1, out));
    }

    private static String safe(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static long first(Matcher range, long size) {
        // without a first one, the second is how many of the last bytes are wanted
        return range.group(1).isEmpty()
                ? Math.max(0, size - Long.parseLong(range.group(2)))
                : Long.parseLong(range.group(1));
    }

    private static long last(Matcher range, long size) {
        return range.group(1).isEmpty() || range.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(range.group(2)));
    }

    private static void copy(FileChannel file, long from, long count, OutputStream out) throws IOException {
        try (file;
                InputStream in = Channels.newInputStream(file.position(from))) {
            byte[] buffer = new byte[64 * 1024];
            long left = count;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("the file became shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
