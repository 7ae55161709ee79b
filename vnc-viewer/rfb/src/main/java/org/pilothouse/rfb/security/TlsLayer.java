package org.pilothouse.rfb.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.pilothouse.rfb.AnonymousTls;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.wire.WireReader;

/** TLS over the streams of a talk, whatever they run over. */
final class TlsLayer {
    private static final String[] WITH_CERTIFICATE = {"TLSv1.3", "TLSv1.2"};
    /** TLS 1.3 has no anonymous suites. */
    private static final String[] ANONYMOUS = {"TLSv1.2"};

    private TlsLayer() {}

    /** Shakes hands and goes on inside. */
    static SecurityTalk over(SecurityTalk talk, boolean anonymous) throws RfbConnectionException {
        if (anonymous && !AnonymousTls.isPermitted()) {
            throw SecurityTalk.refusal("The server offers only anonymous TLS, which anyone in between can read; "
                    + "it has to be permitted for the whole process.");
        }
        CertificateCheck check = new CertificateCheck(talk);
        try {
            SSLSocket socket = socket(talk, check, anonymous);
            try {
                socket.startHandshake();
            } catch (SSLException e) {
                throw check.objection()
                        .map(sentence -> SecurityTalk.refusal(sentence, e))
                        .orElseGet(() -> failed(e));
            }
            return talk.through(new WireReader(socket.getInputStream()), socket.getOutputStream());
        } catch (RfbConnectionException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        } catch (GeneralSecurityException e) {
            throw SecurityTalk.refusal("This Java runtime cannot do TLS: " + e.getMessage(), e);
        }
    }

    private static SSLSocket socket(SecurityTalk talk, CertificateCheck check, boolean anonymous)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {check}, null);
        SSLSocketFactory factory = context.getSocketFactory();
        String host = talk.options().serverHost();
        StreamSocket under = new StreamSocket(talk.in().asStream(), talk.out());
        SSLSocket socket =
                (SSLSocket) factory.createSocket(under, host, talk.options().serverPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(anonymous ? ANONYMOUS : WITH_CERTIFICATE);
        if (anonymous) {
            parameters.setCipherSuites(Arrays.stream(socket.getSupportedCipherSuites())
                    .filter(suite -> suite.contains("_anon_") && suite.contains("_AES_"))
                    .toArray(String[]::new));
        } else {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.setUseClientMode(true);
        return socket;
    }

    private static RfbConnectionException failed(IOException e) {
        return new RfbConnectionException(
                CloseReason.Kind.CONNECTION, "TLS with the server failed: " + e.getMessage(), e);
    }
}
