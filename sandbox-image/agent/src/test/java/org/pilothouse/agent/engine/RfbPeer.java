package org.pilothouse.agent.engine;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** As much of a VNC viewer as it takes to find out whether a password is right. */
final class RfbPeer {
    private static final byte VNC_AUTH = 2;

    private RfbPeer() {}

    /**
     * @return the security types that the server offers
     */
    static byte[] offered(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            return greet(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
        }
    }

    /** Whether the server lets this password in. */
    static boolean opens(int port, String password) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            greet(in, out);
            out.write(VNC_AUTH);
            byte[] challenge = in.readNBytes(16);
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key(password), "DES"));
            out.write(cipher.doFinal(challenge));
            return in.readInt() == 0;
        }
    }

    private static byte[] greet(DataInputStream in, OutputStream out) throws IOException {
        byte[] version = in.readNBytes(12);
        if (!new String(version, StandardCharsets.US_ASCII).startsWith("RFB 003.")) {
            throw new IOException("no VNC server: " + Arrays.toString(version));
        }
        out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        return in.readNBytes(in.readUnsignedByte());
    }

    /** VNC takes the bits of each byte in the other order. */
    private static byte[] key(String password) {
        byte[] key = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8);
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (Integer.reverse(key[i]) >>> 24);
        }
        return key;
    }
}
