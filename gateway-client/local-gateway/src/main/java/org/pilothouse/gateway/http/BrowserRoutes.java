package org.pilothouse.gateway.http;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.pilothouse.gateway.browser.BrowserSessions;
import org.pilothouse.gateway.browser.BrowserSessions.Opened;
import org.pilothouse.gateway.browser.BrowserSessions.Session;
import org.pilothouse.gateway.browser.PageFiles.PageFile;
import org.pilothouse.gateway.control.ControlPlane;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.ws.GatewaySockets;
import org.pilothouse.http.Answer;
import org.pilothouse.http.Call;
import org.pilothouse.http.Router;
import org.pilothouse.http.WebSockets;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;

/**
 * {@code /desktop-takeover}: a link that works once, the page behind it, and the WebSocket of that page. Which desktop
 * it is comes from the session alone.
 */
final class BrowserRoutes {
    private static final String COOKIE = "pilothouse_takeover";
    private static final String ROOT = "/desktop-takeover/";

    private final ControlPlane control;
    private final Callers callers;
    private final GatewaySockets sockets;
    private final BrowserSessions sessions;

    BrowserRoutes(ControlPlane control, Callers callers, GatewaySockets sockets, BrowserSessions sessions) {
        this.control = control;
        this.callers = callers;
        this.sockets = sockets;
        this.sessions = sessions;
    }

    void addTo(Router router) {
        router.addOpen("GET", ROOT + "open/{id}/{link}", this::open);
        router.addOpen(Router.ANY, ROOT + "s/{session}/websockify", this::connect);
        router.addOpen("GET", ROOT + "s/{session}/{file*}", this::file);
    }

    /** The address of a link, under the name by which the gateway was asked. */
    static String link(Call call, String environmentId, String ticket) {
        return "http://" + authority(call.request()) + ROOT + "open/" + environmentId + "/" + ticket;
    }

    private static String authority(Request request) {
        return Request.getServerName(request) + ":" + Request.getServerPort(request);
    }

    private Answer open(Call call) {
        Opened opened = sessions.open(call.variable("id"), call.variable("link"))
                .orElseThrow(() -> callers.unproven(
                        call.request(), "This link was used, has expired, or never was one; ask for a new one."));
        Session session = opened.session();
        String folder = folder(session);
        boolean watching = session.grant().mode() == TakeoverMode.VIEW;
        String socket = folder.substring(1) + "websockify";
        return new Answer.Bytes(
                303,
                "text/plain",
                new byte[0],
                Map.of(
                        "Location",
                        folder + "vnc.html?autoconnect=true&resize=scale&path=" + socket
                                + (watching ? "&view_only=true" : ""),
                        "Referrer-Policy",
                        "no-referrer",
                        "Set-Cookie",
                        // Lax: the first request comes from wherever the link was; what others ask has no cookie all
                        // the same
                        COOKIE + "=" + opened.secret() + "; Path=" + folder + "; Max-Age="
                                + BrowserSessions.LIFE.toSeconds() + "; HttpOnly; SameSite=Lax"));
    }

    private static String folder(Session session) {
        return ROOT + "s/" + session.id() + "/";
    }

    private Answer file(Call call) {
        Session session = session(call);
        PageFile file = session.files()
                .read(desktop(session), call.variable("file"))
                .orElseThrow(() -> GatewayException.notFound("there is no such file"));
        return new Answer.Bytes(
                file.contentType(),
                file.bytes(),
                Map.of(
                        "Referrer-Policy",
                        "no-referrer",
                        "X-Frame-Options",
                        "DENY",
                        "Content-Security-Policy",
                        policy(authority(call.request()), session)));
    }

    /** The page is the image's: it may load and reach what belongs to this session, and nothing else of the gateway. */
    private static String policy(String authority, Session session) {
        String ours = "http://" + authority + folder(session);
        return "default-src 'none'; script-src " + ours + "; style-src " + ours + " 'unsafe-inline'; img-src " + ours
                + " data: blob:; font-src " + ours + "; connect-src " + ours + " ws://" + authority + folder(session)
                + "websockify; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private Answer connect(Call call) {
        return new Answer.Raw((request, response, callback) -> {
            WebSockets.requireUpgrade(request);
            Session session = session(call);
            if (!request.getHeaders().contains(HttpHeader.ORIGIN)) {
                // a browser says from which page; that it is ours was looked at before
                throw GatewayException.invalid("Origin", "this connection is for the page of a browser session");
            }
            sockets.takeover(session.grant(), desktop(session), request, response, callback);
        });
    }

    private Session session(Call call) {
        return cookie(call.request())
                .flatMap(secret -> sessions.find(call.variable("session"), secret))
                .orElseThrow(() -> callers.unproven(
                        call.request(), "This browser session is over, or is another browser's; ask for a new link."));
    }

    private static Optional<String> cookie(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private ControlPlane.Desktop desktop(Session session) {
        return control.desktop(session.grant().environmentId())
                .orElseThrow(() -> GatewayException.conflict("takeover unavailable: the environment does not run"));
    }
}
