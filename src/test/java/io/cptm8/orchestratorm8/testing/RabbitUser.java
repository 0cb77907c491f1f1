package io.cptm8.orchestratorm8.testing;

/** A user of a node and what they may do there, in milliseconds: each rabbitmqctl takes two seconds of processor time. */
public record RabbitUser(RabbitNode node, String name) {

    /** One who may do nothing yet, if there is none of this name. The name and the password are plain ASCII. */
    public static RabbitUser in(RabbitNode node, String name, String password) {
        node.eval("""
                case rabbit_auth_backend_internal:exists(<<"%s">>) of
                    true -> ok;
                    false -> ok = rabbit_auth_backend_internal:add_user(<<"%s">>, <<"%s">>, <<"test">>)
                end""".formatted(name, name, password));
        return new RabbitUser(node, name);
    }

    /** In a virtual host: regular expressions, as {@code rabbitmqctl set_permissions} takes them. */
    public void permit(String virtualHost, String configure, String write, String read) {
        node.eval("""
                ok = rabbit_auth_backend_internal:set_permissions(
                    <<"%s">>, <<"%s">>, <<"%s">>, <<"%s">>, <<"%s">>, <<"test">>)""".formatted(name, virtualHost, configure, write, read));
    }

    /** Not even to enter a virtual host any more. */
    public void forbid(String virtualHost) {
        node.eval("ok = rabbit_auth_backend_internal:clear_permissions(<<\"%s\">>, <<\"%s\">>, <<\"test\">>)"
                .formatted(name, virtualHost));
    }
}
