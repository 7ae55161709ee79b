package org.pilothouse.rfb.security;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.ServerTrust;

/**
 * Believes certificates of known authorities for the right name, and asks {@link ServerTrust} about all others. What it believes is this
 * certificate for this server, never a new authority.
 */
final class CertificateCheck extends X509ExtendedTrustManager {
    private final SecurityTalk talk;
    private @Nullable String objection;

    CertificateCheck(SecurityTalk talk) {
        this.talk = talk;
    }

    /** Why a certificate was refused, if one was. */
    Optional<String> objection() {
        return Optional.ofNullable(objection);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        X509ExtendedTrustManager authorities = authorities();
        try {
            chain[0].checkValidity(); // an authority's own certificate, which this may be, is not looked at by Java
            authorities.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            String sentence = talk.objection(identity(chain, problem(authorities, chain, authType)))
                    .orElse(null);
            if (sentence != null) {
                objection = sentence;
                throw e;
            }
        }
    }

    private ServerIdentity identity(X509Certificate[] chain, ServerIdentity.Problem problem)
            throws CertificateException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            return new ServerIdentity(
                    talk.options().serverName(),
                    ServerIdentity.Kind.CERTIFICATE,
                    HexFormat.of().formatHex(hash),
                    "",
                    problem);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("This Java runtime has no SHA-256.", e);
        }
    }

    private static ServerIdentity.Problem problem(
            X509ExtendedTrustManager authorities, X509Certificate[] chain, String authType) {
        try {
            chain[0].checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            return ServerIdentity.Problem.EXPIRED;
        }
        try {
            authorities.checkServerTrusted(chain, authType);
            return ServerIdentity.Problem.OTHER_NAME; // all is well but for the name, which this check does not look at
        } catch (CertificateException e) {
            return ServerIdentity.Problem.UNKNOWN;
        }
    }

    private X509ExtendedTrustManager authorities() throws CertificateException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(keyStore());
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    return extended;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new CertificateException("This Java runtime cannot check certificates.", e);
        }
        throw new CertificateException("This Java runtime cannot check certificates.");
    }

    /** The application's authorities, or null for those of the machine. */
    private @Nullable KeyStore keyStore() throws GeneralSecurityException {
        if (talk.options().authorities().isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate authority : talk.options().authorities()) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            return store;
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only sockets are used here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only sockets are used here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
