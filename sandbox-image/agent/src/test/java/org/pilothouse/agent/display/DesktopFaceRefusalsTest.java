package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pilothouse.agent.api.ApiClient.Reply;
import org.pilothouse.agent.x11.XConnection;
import tools.jackson.databind.JsonNode;

/** Each path of {@code /v1/desktop} with input that it must refuse, and that nothing happens then. */
class DesktopFaceRefusalsTest extends FaceFixture {
    /** Method, path, body, field at fault. */
    private static final String[][] REFUSED = {
        {"GET", "screenshot?format=gif", "", "format"},
        {"GET", "screenshot?format=PNG", "", "format"},
        {"GET", "screenshot?quality=0", "", "quality"},
        {"GET", "screenshot?quality=101", "", "quality"},
        {"GET", "screenshot?quality=80.5", "", "quality"},
        {"GET", "screenshot?scale=0.05", "", "scale"},
        {"GET", "screenshot?scale=1.01", "", "scale"},
        {"GET", "screenshot?scale=NaN", "", "scale"},
        {"GET", "screenshot?scale=big", "", "scale"},
        {"GET", "screenshot?showCursor=maybe", "", "showCursor"},
        {"GET", "screenshot?show_cursor=true", "", "show_cursor"},
        {"GET", "screenshot/region", "", "x"},
        {"GET", "screenshot/region?x=0&y=0&width=10", "", "height"},
        {"GET", "screenshot/region?x=-1&y=0&width=10&height=10", "", "x"},
        {"GET", "screenshot/region?x=0&y=-1&width=10&height=10", "", "y"},
        {"GET", "screenshot/region?x=0&y=0&width=0&height=10", "", "width"},
        {"GET", "screenshot/region?x=0&y=0&width=10&height=0", "", "height"},
        {"GET", "screenshot/region?x=1020&y=0&width=10&height=10", "", "width"},
        {"GET", "screenshot/region?x=0&y=760&width=10&height=10", "", "height"},
        {"GET", "screenshot/region?x=1024&y=0&width=1&height=1", "", "x"},
        {"GET", "screenshot/region?x=0&y=768&width=1&height=1", "", "y"},
        {"GET", "screenshot/region?x=0&y=0&width=99999&height=1", "", "width"},
        {"GET", "screenshot/region?x=2147483648&y=0&width=1&height=1", "", "x"},
        {"GET", "windows/abc/screenshot", "", "id"},
        {"POST", "mouse/move", "", null},
        {"POST", "mouse/move", "[]", null},
        {"POST", "mouse/move", "{", null},
        {"POST", "mouse/move", "{}", "x"},
        {"POST", "mouse/move", "{'x':1}", "y"},
        {"POST", "mouse/move", "{'x':-1,'y':1}", "x"},
        {"POST", "mouse/move", "{'x':1,'y':1.5}", "y"},
        {"POST", "mouse/move", "{'x':'1','y':1}", "x"},
        {"POST", "mouse/move", "{'x':1024,'y':1}", "x"},
        {"POST", "mouse/move", "{'x':1,'y':768}", "y"},
        {"POST", "mouse/move", "{'x':1,'y':1,'z':1}", "z"},
        {"POST", "mouse/move", "{'x':1e99,'y':1}", "x"},
        {"POST", "mouse/click", "{'x':1}", "y"},
        {"POST", "mouse/click", "{'x':1,'y':1,'button':'wheel'}", "button"},
        {"POST", "mouse/click", "{'x':1,'y':1,'button':1}", "button"},
        {"POST", "mouse/click", "{'x':1,'y':1,'clickCount':0}", "clickCount"},
        {"POST", "mouse/click", "{'x':1,'y':1,'clickCount':11}", "clickCount"},
        {"POST", "mouse/click", "{'x':5000,'y':1}", "x"},
        {"POST", "mouse/down", "{'x':1}", "y"},
        {"POST", "mouse/down", "{'y':1}", "x"},
        {"POST", "mouse/down", "{'x':1,'y':800}", "y"},
        {"POST", "mouse/up", "{'x':1}", "y"},
        {"POST", "mouse/up", "{'button':''}", "button"},
        {"POST", "mouse/drag", "{'startX':1,'startY':1,'endX':1}", "endY"},
        {"POST", "mouse/drag", "{'startX':1,'startY':1,'endX':1,'endY':768}", "endY"},
        {"POST", "mouse/drag", "{'startX':1024,'startY':1,'endX':1,'endY':7}", "startX"},
        {"POST", "mouse/drag", "{'startX':1,'startY':900,'endX':1,'endY':7}", "startY"},
        {"POST", "mouse/drag", "{'startX':1,'startY':1,'endX':2000,'endY':7}", "endX"},
        {"POST", "mouse/scroll", "{'x':1,'y':1}", "deltaY"},
        {"POST", "mouse/scroll", "{'x':1,'y':1,'deltaX':0,'deltaY':0}", "deltaY"},
        {"POST", "mouse/scroll", "{'x':1,'y':1,'deltaY':101}", "deltaY"},
        {"POST", "mouse/scroll", "{'x':1,'y':1,'deltaX':-101}", "deltaX"},
        {"POST", "mouse/scroll", "{'x':1,'y':1,'deltaY':'3'}", "deltaY"},
        {"POST", "keyboard/type", "{}", "text"},
        {"POST", "keyboard/type", "{'text':''}", "text"},
        {"POST", "keyboard/type", "{'text':7}", "text"},
        {"POST", "keyboard/type", "{'text':'a','delayMs':-1}", "delayMs"},
        {"POST", "keyboard/type", "{'text':'a','delayMs':1001}", "delayMs"},
        {"POST", "keyboard/type", "{'text':'a\\u0001b'}", "text"},
        {"POST", "keyboard/press", "{}", "key"},
        {"POST", "keyboard/press", "{'key':''}", "key"},
        {"POST", "keyboard/press", "{'key':'NoSuchKey'}", "key"},
        {"POST", "keyboard/press", "{'key':'a+b'}", "key"},
        {"POST", "keyboard/press", "{'key':'ctrl+'}", "key"},
        {"POST", "keyboard/press", "{'key':'a','modifiers':{'hyper':true}}", "modifiers.hyper"},
        {"POST", "keyboard/press", "{'key':'a','modifiers':{'ctrl':'yes'}}", "modifiers.ctrl"},
        {"POST", "keyboard/down", "{'key':'ctrl+a'}", "key"},
        {"POST", "keyboard/down", "{'key':'nope'}", "key"},
        {"POST", "keyboard/up", "{}", "key"},
        {"POST", "windows/abc/focus", "", "id"},
        {"POST", "windows/-1/focus", "", "id"},
        {"POST", "windows/99999999999/focus", "", "id"},
        {"POST", "windows/1/move", "{'x':1}", "y"},
        {"POST", "windows/1/move", "{'x':40000,'y':1}", "x"},
        {"POST", "windows/1/resize", "{'width':0,'height':5}", "width"},
        {"POST", "windows/1/resize", "{'width':5}", "height"},
        {"GET", "windows?all=maybe", "", "all"},
        {"POST", "windows/abc/minimize", "", "id"},
        {"POST", "windows/abc/maximize", "", "id"},
        {"POST", "windows/abc/fullscreen", "", "id"},
        {"POST", "windows/abc/restore", "", "id"},
        {"POST", "windows/abc/close", "", "id"},
        {"POST", "windows/abc/kill", "", "id"},
        {"GET", "accessibility/tree?scope=some", "", "scope"},
        {"GET", "accessibility/tree?scope=pid", "", "pid"},
        {"GET", "accessibility/tree?scope=ref", "", "ref"},
        {"GET", "accessibility/tree?ref=nonsense", "", "ref"},
        {"GET", "accessibility/tree?scope=all&pid=7", "", "pid"},
        {"GET", "accessibility/tree?depth=33", "", "depth"},
        {"GET", "accessibility/tree?maxElements=0", "", "maxElements"},
        {"GET", "accessibility/tree?maxText=-1", "", "maxText"},
        {"POST", "accessibility/find", "{}", "name"},
        {"POST", "accessibility/find", "{'name':'a','limit':0}", "limit"},
        {"POST", "accessibility/find", "{'name':'a','states':'showing'}", "states"},
        {"POST", "accessibility/focus", "{}", "name"},
        {"POST", "accessibility/focus", "{'ref':'x11:1','name':'a'}", "ref"},
        {"POST", "accessibility/click", "{'name':'a','kind':'triple'}", "kind"},
        {"POST", "accessibility/invoke", "{'name':'a'}", "action"},
        {"POST", "accessibility/value", "{'name':'a'}", "value"},
        {"GET", "screenshot?maxWidth=15", "", "maxWidth"},
        {"GET", "screenshot/region?x=0&y=0&width=9&height=9&maxWidth=0", "", "maxWidth"},
        {"GET", "processes/none", "", "name"},
        {"POST", "processes/none/start", "", "name"},
        {"POST", "processes/none/stop", "", "name"},
        {"POST", "processes/none/restart", "", "name"},
        {"GET", "processes/xvnc/logs?tail=0", "", "tail"},
        {"GET", "processes/xvnc/logs?stream=both", "", "stream"},
        {"POST", "keyboard/press", "{'key':'a','repeat':0}", "repeat"},
        {"POST", "keyboard/hold", "{'key':'a'}", "durationMs"},
        {"POST", "keyboard/hold", "{'key':'nope','durationMs':5}", "key"},
        {"POST", "keyboard/hold", "{'key':'a','durationMs':60001}", "durationMs"},
        {"POST", "keyboard/paste", "{'text':''}", "text"},
        {"POST", "mouse/click", "{'x':1,'y':1,'modifiers':{'hyper':true}}", "modifiers.hyper"},
        {"POST", "mouse/path", "{'points':[{'x':1,'y':1}]}", "points"},
        {"POST", "mouse/path", "{'points':[{'x':1,'y':1},{'x':1}]}", "points[1].y"},
        {"POST", "mouse/path", "{'points':[{'x':1,'y':1},{'x':1,'y':2}],'durationMs':-1}", "durationMs"},
        {"POST", "mouse/path", "{'points':[{'x':1,'y':1},{'x':1,'y':2000}]}", "y"},
        {"GET", "clipboard/image?selection=both", "", "selection"},
        {"POST", "clipboard/image?selection=none", "", "selection"},
        {"DELETE", "clipboard?selection=none", "", "selection"},
        {"POST", "batch", "{}", "steps"},
        {"POST", "batch", "{'steps':[]}", "steps"},
        {"POST", "batch", "{'steps':[{}]}", "steps[0].path"},
        {
            "POST",
            "batch",
            "{'steps':[{'path':'mouse/move','arguments':{'x':1,'y':1}},{'path':'batch'}]}",
            "steps[1].path"
        },
        {"POST", "batch", "{'steps':[{'path':'mouse/move','method':'get'}]}", "steps[0].path"},
        {"POST", "batch", "{'steps':[{'path':'../processes'}]}", "steps[0].path"},
        {"POST", "batch", "{'steps':[{'path':'mouse/move','arguments':{'x':9999,'y':1}}]}", "steps[0].arguments.x"},
        {"POST", "wait", "{}", "durationMs"},
        {"POST", "wait", "{'durationMs':300001}", "durationMs"},
        {"POST", "wait/stable", "{'quietMs':19}", "quietMs"},
        {"POST", "wait/stable", "{'ignorePixels':-1}", "ignorePixels"},
        {"POST", "wait/stable", "{'timeoutMs':300001}", "timeoutMs"},
        {"POST", "wait/window", "{}", "title"},
        {"POST", "wait/window", "{'windowId':'abc'}", "windowId"},
        {"POST", "wait/window", "{'title':'a','state':'open'}", "state"},
        {"POST", "wait/element", "{}", "name"},
        {"POST", "wait/element", "{'name':'a','state':'gone'}", "state"},
        {"GET", "clipboard?selection=secondary", "", "selection"},
        {"GET", "clipboard?selection=both", "", "selection"},
        {"POST", "clipboard", "{}", "text"},
        {"POST", "clipboard", "{'text':'a','selection':'secondary'}", "selection"},
        {"POST", "launch", "{}", "app"},
        {"POST", "launch", "{'app':''}", "app"},
        {"POST", "launch", "{'app':'xterm','args':'-e'}", "args"},
        {"POST", "launch", "{'app':'xterm','args':[1]}", "args[0]"},
        {"POST", "launch", "{'app':'xterm','wait':'yes'}", "wait"},
        {"POST", "open", "{}", "target"},
        {"POST", "open", "{'target':'relative/file'}", "target"},
        {"POST", "open", "{'target':'--help'}", "target"},
        {"POST", "display/resize", "{}", "width"},
        {"POST", "display/resize", "{'width':199,'height':800}", "width"},
        {"POST", "display/resize", "{'width':800,'height':8193}", "height"},
        {"POST", "start", "{'width':100,'height':800}", "width"},
        {"POST", "start", "{'width':1280}", "height"},
        {"POST", "start", "{'width':1280,'height':9000}", "height"},
        {"POST", "start", "{'dpi':1}", "dpi"},
        {"POST", "start", "{'streamFrameRate':0}", "streamFrameRate"},
        {"POST", "start", "{'recordingFps':61}", "recordingFps"},
        {"POST", "start", "{'depth':24}", "depth"},
        {"POST", "recording/start", "{'fps':0}", "fps"},
        {"POST", "recording/start", "{'fps':61}", "fps"},
        {"POST", "recording/start", "{'fps':'fast'}", "fps"},
    };

    @Test
    void isRefusedWithItsFieldAndNothingHappens() throws Exception {
        server.perform(x -> {
            x.movePointer(77, 88);
            x.sync();
        });
        List<String> wrong = new ArrayList<>();
        for (String[] row : REFUSED) {
            String body = row[2].replace('\'', '"');
            Reply reply = client.send(row[0], "/v1/desktop/" + row[1], body);
            String got = reply.status() + " " + reply.code() + " "
                    + reply.json().path("field").asString("");
            String refused = row[1].startsWith("processes/none") ? "404 not_found " : "400 desktop_invalid_action ";
            String wanted = refused + (row[3] == null ? "" : row[3]);
            if (!got.equals(wanted) || reply.json().path("detail").asString("").isEmpty()) {
                wrong.add(String.join(" ", row[0], row[1], row[2]) + ": " + got + " " + reply.text());
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(
                "77,88", server.call(x -> x.pointer().x() + "," + x.pointer().y()));
        assertEquals(0, server.call(XConnection::pointer).mask() & 0x1f00, "no button is down");
        assertEquals(List.of(), recorder.list());
        assertTrue(audit.stream().noneMatch(action -> action.outcome().equals("ok")), audit.toString());
        assertFalse(audit.stream().noneMatch(action -> action.outcome().equals("invalid_request")));
    }

    /** What is described is what there is, every example is taken, and the table above leaves nothing out. */
    @Test
    void theDescriptionIsTrue() throws Exception {
        JsonNode paths = client.get("/openapi.json").json().path("paths");
        Set<String> withInput = new TreeSet<>();
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                JsonNode body = operation.getValue().at("/requestBody/content/application~1json/example");
                boolean input = !body.isMissingNode() || operation.getValue().has("parameters");
                if (path.getKey().startsWith("/v1/desktop/") && input) {
                    withInput.add(operation.getKey().toUpperCase(Locale.ROOT) + " "
                            + path.getKey()
                                    .replace("{id}", "1")
                                    .replace("{name}", "1")
                                    .substring("/v1/desktop/".length()));
                }
                // that one would start a browser
                boolean harmless = !path.getKey().endsWith("/open");
                if (!body.isMissingNode() && harmless && path.getKey().startsWith("/v1/desktop/")) {
                    Reply reply = client.send("POST", path.getKey().replace("{id}", "1"), body.toString());
                    // there is no accessibility on this display
                    boolean lacking = path.getKey().contains("/accessibility/")
                            || path.getKey().endsWith("/element");
                    assertTrue(
                            reply.status() == 200 || reply.status() == (lacking ? 503 : 404),
                            path.getKey() + " " + reply.text());
                }
            }
        }
        client.post("/v1/desktop/keyboard/up", "{\"key\":\"Shift\"}");
        client.post("/v1/desktop/mouse/up", "{}");
        Set<String> tried = new TreeSet<>();
        for (String[] row : REFUSED) {
            tried.add(row[0] + " "
                    + row[1].replaceFirst("\\?.*", "")
                            .replaceFirst("windows/[^/]+/", "windows/1/")
                            .replaceFirst("processes/[^/]+", "processes/1"));
        }
        withInput.removeIf(path -> path.contains("recordings/"));
        assertEquals(withInput, tried);
        // and every path of the contract is there
        for (String path : List.of(
                "status",
                "start",
                "stop",
                "screenshot",
                "screenshot/region",
                "mouse/position",
                "mouse/move",
                "mouse/click",
                "mouse/down",
                "mouse/up",
                "mouse/drag",
                "mouse/scroll",
                "keyboard/type",
                "keyboard/press",
                "keyboard/down",
                "keyboard/up",
                "display/info",
                "windows",
                "windows/focused",
                "windows/{id}/focus",
                "windows/{id}/move",
                "windows/{id}/resize",
                "clipboard",
                "recording/start",
                "recording/stop",
                "launch",
                "open",
                "stream/start",
                "stream/stop",
                "stream/status",
                "recordings",
                "recordings/{id}",
                "recordings/{id}/download")) {
            assertTrue(paths.has("/v1/desktop/" + path), path);
        }
    }
}
