# The bot in a container: docker build -t spott-slack . && docker run --env-file .env -p 3000:3000 spott-slack
# It needs no writable file system (--read-only) but /app/data, no capability (--cap-drop ALL) and no root.

FROM python:3.14-slim-trixie AS install
WORKDIR /app
# Without pip of its own: what runs later needs none. Wheels only, each with the hash that the lock names.
RUN python -m venv --without-pip .venv
COPY requirements.txt ./
RUN python -m pip --python .venv install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes --only-binary :all: --requirement requirements.txt
COPY LICENSE ./
COPY bot bot
# Nothing can be written later, so what is compiled has to be there by now.
RUN .venv/bin/python -m compileall -q bot

FROM python:3.14-slim-trixie
# Slack's and Spott's certificates are checked against the system's authorities, which the slim image holds: make sure.
RUN test -s /etc/ssl/certs/ca-certificates.crt
RUN python -m pip uninstall --quiet --yes --root-user-action ignore pip
WORKDIR /app
COPY --from=install /app ./
# For a volume with the database. Any user that the container runs as may write here; the file is for that user alone.
RUN mkdir -m 777 data
ENV PATH="/app/.venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1
# By number, so that a platform can see that it is not root.
USER 65532:65532
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('PORT') or 3000), timeout=3); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "bot"]
