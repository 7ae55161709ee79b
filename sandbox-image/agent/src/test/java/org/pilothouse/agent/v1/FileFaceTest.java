package org.pilothouse.agent.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.agent.ApiSettings;
import org.pilothouse.agent.api.ApiClient;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.api.ApiServer;
import org.pilothouse.agent.audit.AuditLog;
import org.pilothouse.agent.files.FileTree;
import org.pilothouse.http.Listen;

/** Files as sandbox-agent's clients use them. */
class FileFaceTest {
    private static final MediaType TAR = MediaType.get("application/x-tar");

    @TempDir
    Path temp;

    private final OkHttpClient http = new OkHttpClient();
    private Path home;
    private String token;
    private ApiServer api;
    private ApiClient client;

    @BeforeEach
    void serve() throws Exception {
        home = Files.createDirectories(temp.resolve("home")).toRealPath();
        Files.writeString(home.resolve("there.txt"), "0123456789");
        Files.writeString(Files.createDirectories(home.resolve("full")).resolve("in"), "x");
        Files.createSymbolicLink(home.resolve("out"), temp);
        Path tokenFile = temp.resolve("token");
        api = ApiServer.start(
                new ApiSettings(List.of(new Listen.Tcp("127.0.0.1", 0)), tokenFile, Set.of(), true),
                "test",
                AuditLog.NONE,
                List.of(new FileFace(new FileTree(home))));
        token = Files.readString(tokenFile).strip();
        client = new ApiClient(api.uri(), token);
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | entries                              |                                  | 200 | "name":"there.txt"
            GET    | entries?path=full                    |                                  | 200 | "entryType":"file"
            GET    | entries?path=none                    |                                  | 404 | not_found
            GET    | entries?path=there.txt               |                                  | 400 | not a folder
            GET    | entries?path=..                      |                                  | 403 | permission_denied
            GET    | entries?path=out                     |                                  | 403 | permission_denied
            GET    | entries?folder=full                  |                                  | 400 | unknown parameter folder
            GET    | stat?path=full                       |                                  | 200 | "entryType":"directory"
            GET    | stat?path=there.txt                  |                                  | 200 | "size":10
            GET    | stat                                 |                                  | 400 | "field":"path"
            GET    | stat?path=none                       |                                  | 404 | not_found
            GET    | file?path=there.txt                  |                                  | 200 | 0123456789
            GET    | file?path=full                       |                                  | 400 | is a folder
            GET    | file?path=/etc/passwd                |                                  | 403 | permission_denied
            GET    | file?path=                           |                                  | 400 | "field":"path"
            PUT    | file?path=new/deep.txt               | héllo                            | 200 | "bytesWritten":6
            PUT    | file?path=full                       | x                                | 400 | is a folder
            PUT    | file                                 | x                                | 400 | "field":"path"
            PUT    | file?path=out/x                      | x                                | 403 | permission_denied
            DELETE | entry?path=there.txt                 |                                  | 200 | "path":"there.txt"
            DELETE | entry?path=full                      |                                  | 409 | conflict
            DELETE | entry?path=full&recursive=true       |                                  | 200 | "path":"full"
            DELETE | entry?path=none                      |                                  | 404 | not_found
            DELETE | entry?path=.                         |                                  | 403 | permission_denied
            DELETE | entry?path=full&recursive=perhaps    |                                  | 400 | "field":"recursive"
            POST   | mkdir?path=a/b/c                     |                                  | 200 | "path":"a/b/c"
            POST   | mkdir?path=there.txt/b               |                                  | 409 | conflict
            POST   | mkdir                                |                                  | 400 | "field":"path"
            POST   | move                                 | {"from":"there.txt","to":"t2"}   | 200 | "to":"t2"
            POST   | move                                 | {"from":"there.txt","to":"full/in"} | 409 | conflict
            POST   | move                                 | {"from":"there.txt","to":"full/in","overwrite":true} | 200 | "from":"there.txt"
            POST   | move                                 | {"from":"there.txt","to":"full","overwrite":true} | 409 | conflict
            POST   | move                                 | {"from":"full","to":"full/x"}    | 400 | into itself
            POST   | move                                 | {"from":"none","to":"x"}         | 404 | not_found
            POST   | move                                 | {"from":"there.txt"}             | 400 | "field":"to"
            POST   | move                                 | {"from":"there.txt","to":"../x"} | 403 | permission_denied
            POST   | upload-batch                         | no archive                       | 400 | tar archive
            POST   | upload-batch?path=../x               |                                  | 403 | permission_denied
            """)
    void eachPathAnswersGoodAndBadInput(String method, String path, String body, int status, String part)
            throws Exception {
        Reply reply = client.send(method, "/v1/fs/" + path, body == null ? "" : body);
        assertEquals(status, reply.status(), reply.text());
        assertTrue(reply.text().contains(part), reply.text());
        if (status >= 400) {
            assertTrue(reply.header("Content-Type").startsWith("application/problem+json"));
            assertEquals("0123456789", Files.readString(home.resolve("there.txt")), "nothing has changed");
        }
    }

    @Test
    void whatIsWrittenIsReadAndRangesAreHonoured() throws Exception {
        byte[] all = new byte[300_000];
        new Random(7).nextBytes(all);
        assertEquals(200, send("PUT", "file?path=big.bin", all).code());
        Reply whole = client.get("/v1/fs/file?path=big.bin");
        assertTrue(Arrays.equals(all, whole.bytes()));
        Reply part = client.send(
                "GET", "/v1/fs/file?path=big.bin", "", "Authorization", "Bearer " + token, "Range", "bytes=10-19");
        assertEquals(206, part.status());
        assertTrue(Arrays.equals(Arrays.copyOfRange(all, 10, 20), part.bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ustar", "gnu", "pax"})
    void archivesOfTarAreUnpacked(String format) throws Exception {
        Path source = Files.createDirectories(temp.resolve("source"));
        String longName = "a".repeat(120) + "-ü.txt";
        Files.writeString(source.resolve("one.txt"), "one");
        boolean longNames = !format.equals("ustar");
        Path deep = Files.createDirectories(source.resolve("deep/er"));
        Files.writeString(deep.resolve(longNames ? longName : "two.txt"), "two".repeat(1000));
        Files.createDirectories(source.resolve("empty"));
        byte[] archive = tar("--format=" + format, "-C", source.toString(), "-c", "one.txt", "deep", "empty");
        try (Response response = send("POST", "upload-batch?path=in/to", archive)) {
            String text = response.body().string();
            assertEquals(200, response.code(), text);
            assertTrue(text.contains("\"truncated\":false") && text.contains("in/to/one.txt"), text);
        }
        assertEquals("one", Files.readString(home.resolve("in/to/one.txt")));
        assertEquals(3000, Files.size(home.resolve("in/to/deep/er").resolve(longNames ? longName : "two.txt")));
        assertTrue(Files.isDirectory(home.resolve("in/to/empty")));
    }

    @Test
    void archivesThatLeadOutOrAreBrokenAreRefused() throws Exception {
        Path source = Files.createDirectories(temp.resolve("source"));
        Files.writeString(source.resolve("evil"), "x".repeat(2000));
        Files.createSymbolicLink(source.resolve("link"), Path.of("/etc"));
        byte[] up = tar("-P", "-C", source.toString(), "-c", "../source/evil");
        byte[] absolute = tar("-P", "-c", source.resolve("evil").toString());
        byte[] link = tar("-C", source.toString(), "-c", "link");
        byte[] good = tar("-C", source.toString(), "-c", "evil");
        byte[] wrongSum = good.clone();
        wrongSum[0] ^= 1;
        assertRefused(403, up);
        assertRefused(403, absolute);
        assertRefused(400, link);
        assertRefused(400, wrongSum);
        try (Response response = send("POST", "upload-batch", Arrays.copyOf(good, 1000))) {
            assertTrue(response.code() >= 400, "a file that is cut off");
        }
        assertFalse(Files.exists(home.resolve("evil")), "no half file is left");
        assertEquals(200, send("POST", "upload-batch", new byte[0]).code());
    }

    private void assertRefused(int status, byte[] archive) throws Exception {
        try (Response response = send("POST", "upload-batch", archive)) {
            assertEquals(status, response.code(), response.body().string());
        }
        assertFalse(Files.exists(home.resolve("evil")) || Files.exists(home.resolve("link")));
    }

    private Response send(String method, String path, byte[] body) throws Exception {
        return http.newCall(new Request.Builder()
                        .url(api.uri().resolve("/v1/fs/" + path).toString())
                        .header("Authorization", "Bearer " + token)
                        .method(method, RequestBody.create(body, TAR))
                        .build())
                .execute();
    }

    private static byte[] tar(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "tar";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        byte[] bytes = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return bytes;
    }
}
