# syntax=docker/dockerfile:1

FROM eclipse-temurin:17.0.18_8-jdk-noble AS build
WORKDIR /build
COPY . .
# embedded/ is for trying things out; an image that carries a broker and a database it never starts is only a larger target.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -q -Dmaven.test.skip=true package \
    && rm -rf target/orchestratorm8/embedded \
    && chmod -R u=rwX,go=rX target/orchestratorm8

FROM eclipse-temurin:17.0.18_8-jre-noble
LABEL org.opencontainers.image.title="OrchestratorM8" \
      org.opencontainers.image.description="Turns committed domain changes into confirmed scan starts" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 orchestratorm8 \
    && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin orchestratorm8
COPY --from=build /build/target/orchestratorm8 /app
# The class archive is made here, with the Java that will use it, since nothing can write to /app later. What the training run left
# behind is root's and goes; the folders that stay are the only ones the service writes to.
RUN /app/orchestratorm8 prepare \
    && rm -rf /app/log /app/tmp /app/configs \
    && install -d -o 10001 -g 10001 -m 0750 /app/log /app/tmp /app/configs
ENV HOME=/app
WORKDIR /app
USER 10001:10001
EXPOSE 8005
# bash asks by itself: the image has no need of an HTTP client.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8005 && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
ENTRYPOINT ["/app/orchestratorm8"]
CMD ["launch", "--ip", "0.0.0.0", "--port", "8005"]
