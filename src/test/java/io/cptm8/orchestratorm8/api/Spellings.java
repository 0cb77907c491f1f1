package io.cptm8.orchestratorm8.api;

import java.util.List;

/** Ways in which people with bad intentions write a request. */
final class Spellings {

    private Spellings() {}

    /** Request lines of what the API has, of its neighbours, and of what only looks like it. */
    static List<String> all() {
        return List.of(
                "GET /api/domains",
                "GET //api/domains",
                "GET /api//domains",
                "GET /api/./domains",
                "GET /./api/domains",
                "GET /x/../api/domains",
                "GET /health/../api/domains",
                "GET /api/domains/",
                "GET /API/domains",
                "GET /Api/Domains",
                "GET /%61pi/domains",
                "GET /%2fapi/domains",
                "GET /api%2fdomains",
                "GET /%2e/api/domains",
                "GET /x/%2e%2e/api/domains",
                "GET /x%2f..%2fapi/domains",
                "GET /%252e%252e/api/domains",
                "GET /api;x=y/domains",
                "GET /;/api/domains",
                "GET /api/domains;x",
                "GET \\api\\domains",
                "GET /x\\..\\api\\domains",
                "GET /api/domains?x=/health",
                "GET /api/domains#x",
                "GET /api/domains%00",
                "GET /api/domains%20",
                "GET /api/domains/%zz",
                "GET /api/domains/%",
                "GET http://localhost/api/domains",
                "GET http://localhost/health/../api/domains",
                "GET /api/own",
                "GET /api/own/",
                "GET /api/%6fwn",
                "HEAD /api/domains",
                "OPTIONS /api/domains",
                "OPTIONS *",
                "TRACE /api/domains",
                "PATCH /api/domains",
                "CONNECT /api/domains",
                "get /api/domains",
                "FOO /api/domains",
                "POST /api/resume",
                "POST /api//resume",
                "DELETE /api/holds/asmm8",
                "POST /health/../api/resume");
    }

    /** Request lines of what needs more than the role view. */
    static List<String> ofMoreThanAViewerMay() {
        return List.of(
                "POST /api/resume",
                "POST //api/resume",
                "POST /api/./resume",
                "POST /%61pi/resume",
                "POST /API/resume",
                "GET /api/resume",
                "DELETE /api/holds/asmm8",
                "DELETE /api//holds/asmm8",
                "GET /api/audit",
                "GET /api//audit",
                "GET /api/audit/",
                "GET /api/%61udit",
                "GET /api/domains/../audit",
                "GET /api/x/%2e%2e/audit",
                "GET /api/AUDIT",
                "HEAD /api/audit",
                "GET http://localhost/api/audit");
    }

    /** Bodies that a hold is not asked for with. */
    static List<String> wrongBodies() {
        return List.of(
                "",
                "{",
                "[]",
                "null",
                "\"asmm8\"",
                "{}{}",
                "{\"scanner\":\"asmm8\"}",
                "{\"reason\":\"x\"}",
                "{\"scanner\":\"asmm8\",\"reason\":\"x\",\"wo\":\"me\"}",
                "{\"scanner\":\"asmm8\",\"scanner\":null,\"reason\":\"x\"}",
                "{\"scanner\":7,\"reason\":\"x\"}",
                "{\"scanner\":\"asmm8\",\"reason\":\"\"}",
                "{\"scanner\":\"asmm8\",\"reason\":null}",
                "{\"scanner\":\"asmm8\",\"reason\":\"a\\u0000b\"}",
                "{\"scanner\":\"asmm8\",\"reason\":\"\\ud800\"}",
                "{\"scanner\":\"asmm8\",\"reason\":\"x\",\"until\":\"tomorrow\"}",
                "{\"scanner\":\"asmm8\",\"reason\":\"x\",\"until\":\"infinity\"}");
    }
}
