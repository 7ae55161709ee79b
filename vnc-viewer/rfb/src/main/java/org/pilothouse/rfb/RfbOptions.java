package org.pilothouse.rfb;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a session behaves. Immutable; {@link #builder()} starts from the defaults. */
public final class RfbOptions {
    /** As JPEG quality: no JPEG at all, every pixel as it is. */
    public static final int LOSSLESS = -1;

    /** As JPEG quality: the best that the network carries, found while it runs. */
    public static final int AUTOMATIC = -2;

    /** The bytes in which a repeater is told what is meant. */
    public static final int REPEATER_FIELD = 250;

    private final boolean shared;
    private final boolean viewOnly;
    private final RfbCredentials credentials;
    private final List<SecurityType> securityTypes;
    private final List<Encoding> encodings;
    private final ColourMode colours;
    private final int jpegQuality;
    private final boolean losslessRefresh;
    private final int compression;
    private final Duration handshakeTimeout;
    private final boolean extensions;
    private final boolean nativeJpeg;
    private final boolean nativeVideo;
    private final String repeaterTarget;
    private final String serverHost;
    private final int serverPort;
    private final ServerTrust serverTrust;
    private final List<X509Certificate> authorities;
    private final RfbLimits limits;
    private final Optional<Path> recording;

    private RfbOptions(Builder builder) {
        this.shared = builder.shared;
        this.viewOnly = builder.viewOnly;
        this.credentials = builder.credentials;
        this.securityTypes = List.copyOf(builder.securityTypes);
        this.encodings = List.copyOf(builder.encodings);
        this.colours = builder.colours;
        this.jpegQuality = builder.jpegQuality;
        this.losslessRefresh = builder.losslessRefresh;
        this.compression = builder.compression;
        this.handshakeTimeout = builder.handshakeTimeout;
        this.extensions = builder.extensions;
        this.nativeJpeg = builder.nativeJpeg;
        this.nativeVideo = builder.nativeVideo;
        this.repeaterTarget = builder.repeaterTarget;
        this.serverHost = builder.serverHost;
        this.serverPort = builder.serverPort;
        this.serverTrust = builder.serverTrust;
        this.authorities = List.copyOf(builder.authorities);
        this.limits = builder.limits;
        this.recording = builder.recording;
    }

    public static RfbOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Whether other viewers stay connected. Default true. */
    public boolean shared() {
        return shared;
    }

    /** Whether the session starts without sending any input. Default false. */
    public boolean viewOnly() {
        return viewOnly;
    }

    public RfbCredentials credentials() {
        return credentials;
    }

    /** Allowed security types, the most wanted first. Default: X509_PLAIN, X509_VNC, X509_NONE, VNC_AUTH, NONE. */
    public List<SecurityType> securityTypes() {
        return securityTypes;
    }

    /** Encodings to ask for, the most wanted first. RAW need not be listed: a server may always send it. */
    public List<Encoding> encodings() {
        return encodings;
    }

    /** The pixels to ask for. Default: true colour. */
    public ColourMode colours() {
        return colours;
    }

    /**
     * From 0, worst, to 9, best; {@link #LOSSLESS}; or {@link #AUTOMATIC}, the default, which is at most 8: text stays exact, as servers use
     * JPEG for photographs only.
     */
    public int jpegQuality() {
        return jpegQuality;
    }

    /**
     * Whether what came lossy is asked for again without loss once it has been still for a moment. Never while the update rate is limited.
     * Default true.
     */
    public boolean losslessRefresh() {
        return losslessRefresh;
    }

    /** How much work the server shall spend on compressing: 0, none, to 9. Default 2, for a fast network;
     * more is asked for on a slow one while the JPEG quality is automatic. */
    public int compression() {
        return compression;
    }

    /** How long the server may take from the open transport to ServerInit, without the time a person takes. Default 10 s. */
    public Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    /**
     * Whether JPEG images are decoded by the system's libjpeg-turbo where there is one. Faster, and native code: only for servers that are
     * trusted. Default false.
     */
    public boolean nativeJpeg() {
        return nativeJpeg;
    }

    /**
     * Whether H.264 is asked for where the system has libavcodec to decode it. Native code that is large and has had its holes: only for
     * servers that are trusted. Default false.
     */
    public boolean nativeVideo() {
        return nativeVideo;
    }

    /** Which server is meant where an UltraVNC repeater (mode II) asks: {@code ID:number} or {@code host:port}. Empty by default. */
    public String repeaterTarget() {
        return repeaterTarget;
    }

    /** The host that a server's certificate has to name; empty by default, and then none does. */
    public String serverHost() {
        return serverHost;
    }

    /** 0 where it is not known. */
    public int serverPort() {
        return serverPort;
    }

    /** What the server is called in questions about trust. */
    public String serverName() {
        return serverPort == 0 ? serverHost : serverHost + ":" + serverPort;
    }

    /** Decides about servers that no authority vouches for. Default: no. */
    public ServerTrust serverTrust() {
        return serverTrust;
    }

    /** Authorities that are believed instead of the machine's; empty by default, which means the machine's. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /**
     * Whether the server is told of everything that this engine understands besides pixels: pointer shapes, sizes, fences, the Unicode
     * clipboard. Default true; without them a recording is one that any decoder understands, with the pointer in the picture.
     */
    public boolean extensions() {
        return extensions;
    }

    public RfbLimits limits() {
        return limits;
    }

    /**
     * Checks a level.
     *
     * @throws IllegalArgumentException if it is not between {@code least} and 9
     */
    static int requireLevel(String name, int value, int least) {
        if (value < least || value > 9) {
            throw new IllegalArgumentException(
                    "The " + name + " must be between " + least + " and 9, not " + value + ".");
        }
        return value;
    }

    /** Where everything that the server sends is recorded, clipboard text included; empty by default. */
    public Optional<Path> recording() {
        return recording;
    }

    /** Collects options. */
    public static final class Builder {
        private boolean shared = true;
        private boolean viewOnly;
        private RfbCredentials credentials = RfbCredentials.none();
        private List<SecurityType> securityTypes = List.of(
                SecurityType.X509_PLAIN,
                SecurityType.X509_VNC,
                SecurityType.X509_NONE,
                SecurityType.VNC_AUTH,
                SecurityType.NONE);
        private ColourMode colours = ColourMode.TRUE_COLOUR;
        private List<Encoding> encodings = List.of(
                Encoding.COPY_RECT,
                Encoding.TIGHT,
                Encoding.ZRLE,
                Encoding.TRLE,
                Encoding.HEXTILE,
                Encoding.ZLIB,
                Encoding.CORRE,
                Encoding.RRE,
                Encoding.TIGHT_PNG,
                Encoding.H264,
                Encoding.JPEG,
                Encoding.RAW);
        private int jpegQuality = AUTOMATIC;
        private boolean losslessRefresh = true;
        private int compression = 2;
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private boolean extensions = true;
        private boolean nativeJpeg;
        private boolean nativeVideo;
        private String repeaterTarget = "";
        private String serverHost = "";
        private int serverPort;
        private ServerTrust serverTrust = ServerTrust.authoritiesOnly();
        private List<X509Certificate> authorities = List.of();
        private RfbLimits limits = RfbLimits.DEFAULT;
        private Optional<Path> recording = Optional.empty();

        private Builder() {}

        public Builder shared(boolean value) {
            shared = value;
            return this;
        }

        public Builder viewOnly(boolean value) {
            viewOnly = value;
            return this;
        }

        public Builder credentials(RfbCredentials value) {
            credentials = Objects.requireNonNull(value);
            return this;
        }

        public Builder securityTypes(List<SecurityType> value) {
            securityTypes = value;
            return this;
        }

        public Builder encodings(List<Encoding> value) {
            encodings = value;
            return this;
        }

        public Builder colours(ColourMode value) {
            colours = Objects.requireNonNull(value);
            return this;
        }

        public Builder jpegQuality(int value) {
            jpegQuality = requireLevel("JPEG quality", value, AUTOMATIC);
            return this;
        }

        public Builder losslessRefresh(boolean value) {
            losslessRefresh = value;
            return this;
        }

        public Builder compression(int value) {
            compression = requireLevel("compression", value, 0);
            return this;
        }

        public Builder handshakeTimeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("The handshake timeout must be positive, not " + value + ".");
            }
            handshakeTimeout = value;
            return this;
        }

        /** Where the session connects to, for checks of the server's certificate or key. */
        public Builder server(String host, int port) {
            serverHost = Objects.requireNonNull(host);
            serverPort = port;
            return this;
        }

        /** What to tell a repeater: at most 249 characters of ASCII. */
        public Builder repeaterTarget(String value) {
            if (value.length() >= REPEATER_FIELD || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
                throw new IllegalArgumentException(
                        "A repeater is told ID:number or host:port in less than " + REPEATER_FIELD + " characters.");
            }
            repeaterTarget = value;
            return this;
        }

        public Builder serverTrust(ServerTrust value) {
            serverTrust = Objects.requireNonNull(value);
            return this;
        }

        public Builder authorities(List<X509Certificate> value) {
            authorities = value;
            return this;
        }

        public Builder nativeVideo(boolean value) {
            nativeVideo = value;
            return this;
        }

        public Builder nativeJpeg(boolean value) {
            nativeJpeg = value;
            return this;
        }

        public Builder extensions(boolean value) {
            extensions = value;
            return this;
        }

        public Builder limits(RfbLimits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /** Records from the first picture on: compressed streams cannot be joined later. */
        public Builder recording(Path file) {
            recording = Optional.of(file);
            return this;
        }

        public RfbOptions build() {
            return new RfbOptions(this);
        }
    }
}
