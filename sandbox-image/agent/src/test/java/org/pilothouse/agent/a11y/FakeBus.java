package org.pilothouse.agent.a11y;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A session bus, an accessibility bus and the programs on it in one, as a client sees them; it marshals by hand, so that
 * our own encoder is not what our decoder is tested with. Programs are told by a function; no answer is a hang.
 */
final class FakeBus implements AutoCloseable {
    /** What a program says; null never comes back. */
    interface Program {
        @Nullable
        Answer answer(String path, String member, String argument);
    }

    /** A body with its signature; an error where that is {@code "!"}. */
    record Answer(String signature, byte[] body) {
        static final Answer UNKNOWN = new Answer("!", new byte[0]);

        static Answer text(String text) {
            return new Answer("s", new Body().text(text).bytes());
        }

        static Answer textProperty(String text) {
            return new Answer("v", new Body().signature("s").text(text).bytes());
        }

        static Answer states(int... bits) {
            int low = 0;
            int high = 0;
            for (int bit : bits) {
                low |= bit < 32 ? 1 << bit : 0;
                high |= bit >= 32 ? 1 << (bit - 32) : 0;
            }
            return new Answer("au", new Body().word(8).word(low).word(high).bytes());
        }

        static Answer rect(int x, int y, int width, int height) {
            return new Answer(
                    "(iiii)",
                    new Body().word(x).word(y).word(width).word(height).bytes());
        }

        static Answer texts(List<String> texts) {
            Body inner = new Body().word(0);
            texts.forEach(inner::text);
            return new Answer("as", inner.lengthAt(0, 4).bytes());
        }

        static Answer refs(List<String> busAndPath) {
            Body inner = new Body().word(0).align(8);
            for (int i = 0; i < busAndPath.size(); i += 2) {
                inner.align(8).text(busAndPath.get(i)).text(busAndPath.get(i + 1));
            }
            return new Answer("a(so)", inner.lengthAt(0, 8).bytes());
        }

        static Answer refProperty(String bus, String path) {
            return new Answer(
                    "v",
                    new Body().signature("(so)").align(8).text(bus).text(path).bytes());
        }

        static Answer actions(String... names) {
            Body inner = new Body().word(0).align(8);
            for (String name : names) {
                inner.align(8).text(name).text("").text("");
            }
            return new Answer("a(sss)", inner.lengthAt(0, 8).bytes());
        }

        static Answer yes() {
            return new Answer("b", new Body().word(1).bytes());
        }
    }

    /** Bytes in the order of the wire. */
    static final class Body {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Body align(int boundary) {
            while (out.size() % boundary != 0) {
                out.write(0);
            }
            return this;
        }

        Body word(int value) {
            align(4);
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >> shift);
            }
            return this;
        }

        Body text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            word(bytes.length);
            out.writeBytes(bytes);
            out.write(0);
            return this;
        }

        Body signature(String signature) {
            out.write(signature.length());
            out.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
            out.write(0);
            return this;
        }

        Body raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        /** Writes the number of bytes that follow after {@code from} into the word at {@code at}. */
        Body lengthAt(int at, int from) {
            byte[] bytes = out.toByteArray();
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, bytes.length - from);
            out.reset();
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private final Path socket;
    private volatile String told;
    private final ServerSocketChannel server;
    private final Map<String, Program> programs = new ConcurrentHashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();
    final AtomicInteger calls = new AtomicInteger();

    FakeBus(Path folder) throws IOException {
        this.socket = folder.resolve("bus");
        this.told = address();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    /** Says from now on that the accessibility bus is there. */
    void tellAddress(String address) {
        this.told = address;
    }

    String address() {
        return "unix:path=" + socket;
    }

    void add(String bus, Program program) {
        programs.put(bus, program);
        order.add(bus);
    }

    /** As the bus does when a program ends. */
    void remove(String bus) {
        programs.remove(bus);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                synchronized (clients) {
                    clients.add(client);
                }
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            DataInputStream in =
                    new DataInputStream(new java.io.BufferedInputStream(Channels.newInputStream(client), 1 << 16));
            OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(client), 1 << 16);
            while (in.read() != '\n') {
                // the authentication
            }
            out.write("OK 0123\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (in.read() != '\n') {
                // BEGIN
            }
            while (true) {
                call(in, out);
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // the client is gone
        }
    }

    private void call(DataInputStream in, OutputStream out) throws IOException {
        byte[] fixed = new byte[16];
        in.readFully(fixed);
        ByteBuffer head = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
        int serial = head.getInt(8);
        byte[] fieldBytes = new byte[(head.getInt(12) + 7) / 8 * 8];
        in.readFully(fieldBytes);
        byte[] body = new byte[head.getInt(4)];
        in.readFully(body);
        String[] fields = new String[10];
        ByteBuffer fieldsIn = ByteBuffer.wrap(fieldBytes).order(ByteOrder.LITTLE_ENDIAN);
        while (fieldsIn.position() + 4 < head.getInt(12)) {
            fieldsIn.position((fieldsIn.position() + 7) / 8 * 8);
            int code = fieldsIn.get();
            fieldsIn.get();
            boolean signature = fieldsIn.get() == 'g';
            fieldsIn.get();
            int length = signature ? fieldsIn.get() : fieldsIn.getInt();
            byte[] text = new byte[length];
            fieldsIn.get(text);
            fieldsIn.get();
            fields[code] = new String(text, StandardCharsets.UTF_8);
        }
        calls.incrementAndGet();
        Answer answer = answer(fields[6], fields[1], fields[3], lastText(fields[8], body));
        if (answer != null) {
            reply(out, serial, answer);
        }
    }

    private static String lastText(@Nullable String signature, byte[] body) {
        if (signature == null || !signature.endsWith("s")) {
            return "";
        }
        ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        String text = "";
        for (int i = 0; i < signature.length(); i++) {
            in.position((in.position() + 3) / 4 * 4);
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            in.get();
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        return text;
    }

    private @Nullable Answer answer(String bus, String path, String member, String argument) {
        if (bus.equals("org.freedesktop.DBus")) {
            return member.equals("Hello")
                    ? Answer.text(":1.0")
                    : new Answer(
                            "u",
                            new Body().word((int) ProcessHandle.current().pid()).bytes());
        }
        if (bus.equals("org.a11y.Bus")) {
            return Answer.text(told);
        }
        if (bus.equals("org.a11y.atspi.Registry")) {
            List<String> refs = new ArrayList<>();
            for (String program : order) {
                refs.add(program);
                refs.add("/org/a11y/atspi/accessible/root");
            }
            return member.equals("GetChildren") ? Answer.refs(refs) : Answer.textProperty("main");
        }
        Program program = programs.get(bus);
        return program == null ? Answer.UNKNOWN : program.answer(path, member, argument);
    }

    private static void reply(OutputStream out, int serial, Answer answer) throws IOException {
        boolean error = answer.signature().equals("!");
        Body fields = new Body();
        fields.raw(new byte[] {5}).signature("u").word(serial);
        if (error) {
            fields.align(8).raw(new byte[] {4}).signature("s").text("org.freedesktop.DBus.Error.UnknownObject");
        } else {
            fields.align(8).raw(new byte[] {8}).signature("g").signature(answer.signature());
        }
        byte[] fieldBytes = fields.bytes();
        Body message = new Body();
        message.raw(new byte[] {'l', (byte) (error ? 3 : 2), 0, 1});
        message.word(answer.body().length)
                .word(1)
                .word(fieldBytes.length)
                .raw(fieldBytes)
                .align(8);
        out.write(message.bytes());
        out.write(answer.body());
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (clients) {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }
}
